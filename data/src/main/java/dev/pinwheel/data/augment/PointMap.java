package dev.pinwheel.data.augment;

/**
 * A map of an image, kept as the way back: output(p) = input(source(p)).
 *
 * <p>Points are relative to the centre of the pixel grid, x to the right, y upwards, in pixels.
 */
public sealed interface PointMap permits AffineMap, ElasticMap, ChainedMap {
  /**
   * Tells where an output point's value comes from.
   *
   * @param x the output point's x
   * @param y its y
   * @return the x of its source
   */
  double sourceX(double x, double y);

  /**
   * Tells where an output point's value comes from.
   *
   * @param x the output point's x
   * @param y its y
   * @return the y of its source
   */
  double sourceY(double x, double y);

  /**
   * Composes two maps of images.
   *
   * @param next what is done after this
   * @return the one map with the same effect on an unbounded image: its way back goes through
   *     next's and then this one's; affine if both are
   */
  default PointMap then(PointMap next) {
    return this instanceof AffineMap first && next instanceof AffineMap second
        ? first.then(second)
        : new ChainedMap(this, next);
  }
}
