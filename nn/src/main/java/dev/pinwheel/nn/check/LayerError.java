package dev.pinwheel.nn.check;

import java.util.List;

/**
 * What was measured for one layer, or for the whole net.
 *
 * @param name the layer's name in the net
 * @param description kind, detail and types
 * @param values the relative error of values for each group element, in the group's order; empty
 *     where the group does not act on the layer's features
 * @param gradients likewise for derivatives; empty where they were not asked for, too
 */
public record LayerError(
    String name, String description, List<Double> values, List<Double> gradients) {
  /**
   * Copies the lists.
   *
   * @param name the layer's name in the net
   * @param description kind, detail and types
   * @param values the relative error of values for each group element, in the group's order; empty
   *     where the group does not act on the layer's features
   * @param gradients likewise for derivatives; empty where they were not asked for, too
   */
  public LayerError {
    values = List.copyOf(values);
    gradients = List.copyOf(gradients);
  }

  /**
   * The largest error of values.
   *
   * @return NaN where nothing was measured
   */
  public double worstValue() {
    return worst(values);
  }

  /**
   * The largest error of derivatives.
   *
   * @return NaN where nothing was measured
   */
  public double worstGradient() {
    return worst(gradients);
  }

  /**
   * Whether all that was measured is small enough.
   *
   * @param tolerance the largest error allowed
   * @return whether no error is above it; an error that is no number fails
   */
  public boolean isWithin(double tolerance) {
    return values.stream().allMatch(e -> e <= tolerance)
        && gradients.stream().allMatch(e -> e <= tolerance);
  }

  private static double worst(List<Double> errors) {
    double worst = Double.NaN;
    for (double e : errors) {
      if (Double.isNaN(e)) {
        return Double.POSITIVE_INFINITY;
      }
      worst = Double.isNaN(worst) ? e : Math.max(worst, e);
    }
    return worst;
  }
}
