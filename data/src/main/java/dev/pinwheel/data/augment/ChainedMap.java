package dev.pinwheel.data.augment;

/**
 * Two maps of an image one after the other, at least one of them not affine.
 *
 * @param first what is done first
 * @param second what is done then
 */
record ChainedMap(PointMap first, PointMap second) implements PointMap {
  @Override
  public void toSource(double[] point) {
    second.toSource(point);
    first.toSource(point);
  }
}
