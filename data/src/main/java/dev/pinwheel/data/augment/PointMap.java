package dev.pinwheel.data.augment;

/**
 * A map of an image, kept as the way back: output(p) = input(source(p)).
 *
 * <p>Points are relative to the centre of the pixel grid, x to the right, y upwards, in pixels.
 */
public sealed interface PointMap permits AffineMap, ElasticMap, ChainedMap {
  /**
   * Goes from an output point to where its value comes from.
   *
   * @param point x and y. Modified: those of the source.
   */
  void toSource(double[] point);

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
