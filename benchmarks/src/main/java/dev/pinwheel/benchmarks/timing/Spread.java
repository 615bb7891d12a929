package dev.pinwheel.benchmarks.timing;

import java.util.Arrays;

/**
 * Several measurements of one thing, in the unit they were made in.
 *
 * @param median the middle one
 * @param low the 10th percentile
 * @param high the 90th percentile
 * @param count how many there are
 */
public record Spread(double median, double low, double high, int count) {
  private static final double LOW = 0.1;
  private static final double HIGH = 0.9;

  /**
   * Sums measurements up.
   *
   * @param values at least one
   * @return their spread
   * @throws IllegalArgumentException if there are none, or one is no number
   */
  public static Spread of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no measurement, no spread");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    if (Double.isNaN(sorted[sorted.length - 1])) {
      throw new IllegalArgumentException("a measurement is no number: " + Arrays.toString(values));
    }
    return new Spread(
        percentile(sorted, 0.5), percentile(sorted, LOW), percentile(sorted, HIGH), sorted.length);
  }

  /** Linear between the two measurements beside the place, which counts from the first to last. */
  private static double percentile(double[] sorted, double part) {
    double place = part * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = (int) Math.ceil(place);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
