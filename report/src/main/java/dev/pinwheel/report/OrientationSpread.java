package dev.pinwheel.report;

/** How well a field tells orientations apart, for the choice of what is shown. */
public final class OrientationSpread {
  private OrientationSpread() {}

  /**
   * The variance over orientations, summed over pixels.
   *
   * @param values maps, each orientation's pixels after those of the one before; not modified
   * @param from where the field's first map begins
   * @param orientations how many maps the field has
   * @param pixels how many pixels a map has
   * @return the sum over pixels of the mean square minus the squared mean; not negative but for
   *     rounding
   */
  public static double of(double[] values, int from, int orientations, int pixels) {
    double sum = 0;
    for (int p = 0; p < pixels; p++) {
      double mean = 0;
      double square = 0;
      for (int h = 0; h < orientations; h++) {
        double value = values[from + h * pixels + p];
        mean += value / orientations;
        square += value * value / orientations;
      }
      sum += square - mean * mean;
    }
    return sum;
  }
}
