package dev.pinwheel.data.augment;

/**
 * Two maps of an image one after the other, at least one of them not affine.
 *
 * @param first what is done first
 * @param second what is done then
 */
record ChainedMap(PointMap first, PointMap second) implements PointMap {
  @Override
  public double sourceX(double x, double y) {
    return first.sourceX(second.sourceX(x, y), second.sourceY(x, y));
  }

  @Override
  public double sourceY(double x, double y) {
    return first.sourceY(second.sourceX(x, y), second.sourceY(x, y));
  }
}
