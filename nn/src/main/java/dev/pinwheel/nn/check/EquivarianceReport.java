package dev.pinwheel.nn.check;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.engine.Precision;
import java.util.List;

/**
 * The result of a check.
 *
 * @param group the group that was checked, over all of its elements
 * @param precision the precision of every number in the check
 * @param tolerance the largest relative error that passes
 * @param images how many images were turned
 * @param gradientImages how many of them derivatives were compared at; in float32 those are left
 *     out at which rounding alone moves a value across the kink of a rectifier or maximum
 * @param layers what was measured layer by layer, each on its own true input
 * @param net what was measured from the image to the output
 */
public record EquivarianceReport(
    PointGroup group,
    Precision precision,
    double tolerance,
    int images,
    int gradientImages,
    List<LayerError> layers,
    LayerError net) {
  /**
   * Copies the list.
   *
   * @param group the group that was checked, over all of its elements
   * @param precision the precision of every number in the check
   * @param tolerance the largest relative error that passes
   * @param images how many images were turned
   * @param gradientImages how many of them derivatives were compared at; in float32 those are left
   *     out at which rounding alone moves a value across the kink of a rectifier or maximum
   * @param layers what was measured layer by layer, each on its own true input
   * @param net what was measured from the image to the output
   */
  public EquivarianceReport {
    layers = List.copyOf(layers);
  }

  /**
   * Whether the net is proven equivariant: the whole net was measured, and neither it nor any layer
   * lies above the tolerance.
   *
   * @return the verdict
   */
  public boolean passed() {
    return !net.values().isEmpty()
        && net.isWithin(tolerance)
        && layers.stream().allMatch(l -> l.isWithin(tolerance));
  }

  /**
   * The layers above the tolerance.
   *
   * @return their names, in the order of application
   */
  public List<String> breakingLayers() {
    return layers.stream().filter(l -> !l.isWithin(tolerance)).map(LayerError::name).toList();
  }
}
