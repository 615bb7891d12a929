package dev.pinwheel.nn.check.angle;

import dev.pinwheel.group.PointGroup;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The result of a measurement over angles.
 *
 * @param group the net's group
 * @param images what was turned
 * @param count how many images were turned
 * @param margin how far inside the image's inscribed circle the disc ends, in pixels
 * @param angles in degrees
 * @param layers the error of each layer's output, from the image on; empty where left out
 * @param net the error of the net's output
 */
public record CurveReport(
    PointGroup group,
    SmoothImages images,
    int count,
    double margin,
    List<Double> angles,
    List<AngleErrors> layers,
    AngleErrors net) {
  /** What counts as exact in float64, as in the exact check. */
  public static final double EXACT = 1e-12;

  /**
   * Copies the lists.
   *
   * @param group the net's group
   * @param images what was turned
   * @param count how many images were turned
   * @param margin how far inside the image's inscribed circle the disc ends, in pixels
   * @param angles in degrees
   * @param layers the error of each layer's output, from the image on; empty where left out
   * @param net the error of the net's output
   */
  public CurveReport {
    angles = List.copyOf(angles);
    layers = List.copyOf(layers);
  }

  /**
   * Whether the turn by an angle is an element of the net's group.
   *
   * @param index the angle's number in the list
   * @return whether the group has it
   */
  public boolean isElement(int index) {
    return OrientationAction.isElement(group, angles.get(index));
  }

  /**
   * Whether no image's error at an angle is above {@link #EXACT}, for the net's output.
   *
   * @param index the angle's number in the list
   * @return whether the net is equivariant at this angle
   */
  public boolean isExact(int index) {
    return net.worst().get(index) <= EXACT;
  }

  /**
   * The layer whose output has the largest mean error at an angle.
   *
   * @param index the angle's number in the list
   * @return the layer, or empty if no layer could be compared
   */
  public Optional<AngleErrors> worstLayer(int index) {
    return layers.stream()
        .filter(layer -> !Double.isNaN(layer.mean().get(index)))
        .reduce((a, b) -> b.mean().get(index) > a.mean().get(index) ? b : a);
  }

  /**
   * What the curve says, in words: where the net is exact, and how far from it at the group's other
   * angles and between them.
   *
   * @return one to three lines
   */
  public List<String> summary() {
    return CurveSummary.of(this);
  }

  /**
   * The curve for other programs.
   *
   * @return comma-separated values: a line of names, then a line per angle with the angle, whether
   *     it is an element of the group, and the mean error of each layer's output and of the net's
   */
  public String csv() {
    StringBuilder text = new StringBuilder("angle,element");
    layers.forEach(layer -> text.append(',').append(layer.name()));
    text.append(",net\n");
    for (int i = 0; i < angles.size(); i++) {
      int index = i;
      text.append(angles.get(i)).append(',').append(isElement(i)).append(',');
      text.append(
              layers.stream()
                  .map(layer -> number(layer.mean().get(index)) + ",")
                  .collect(Collectors.joining()))
          .append(number(net.mean().get(i)))
          .append('\n');
    }
    return text.toString();
  }

  private static String number(double error) {
    return Double.isNaN(error) ? "" : String.format(Locale.ROOT, "%.6e", error);
  }
}
