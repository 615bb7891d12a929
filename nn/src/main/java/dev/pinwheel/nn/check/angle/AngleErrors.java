package dev.pinwheel.nn.check.angle;

import java.util.List;

/**
 * The errors of one layer's output, or of the net's, over the angles of a curve.
 *
 * @param name the layer's name in the net, or {@code net}
 * @param description kind, detail and types
 * @param mean for each angle the mean over images; NaN where the map is too small to hold the disc
 * @param worst for each angle the largest over images; NaN likewise
 */
public record AngleErrors(String name, String description, List<Double> mean, List<Double> worst) {
  /**
   * Copies the lists.
   *
   * @param name the layer's name in the net, or {@code net}
   * @param description kind, detail and types
   * @param mean for each angle the mean over images
   * @param worst for each angle the largest over images
   */
  public AngleErrors {
    mean = List.copyOf(mean);
    worst = List.copyOf(worst);
  }
}
