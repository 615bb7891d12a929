package dev.pinwheel.nn.check;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.engine.Precision;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The result of a check.
 *
 * @param group the group that was checked, over all of its elements
 * @param whole the group that was asked for, of which {@code group} is the part that maps the pixel
 *     grid onto itself; the same if that is all of it
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
    PointGroup whole,
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
   * @param whole the group that was asked for, of which {@code group} is the part that maps the
   *     pixel grid onto itself; the same if that is all of it
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
   * What was checked, for people.
   *
   * @return for example {@code p4}, or {@code C4 of C8}
   */
  public String scope() {
    return group.order() == whole.order() ? group.name() : group + " of " + whole;
  }

  /**
   * Which elements were not checked, and why; nothing if none were left out.
   *
   * @return a sentence for people
   */
  public Optional<String> leftOut() {
    int rest = whole.order() - group.order();
    if (rest == 0) {
      return Optional.empty();
    }
    return Optional.of(
        "exact over "
            + IntStream.range(0, group.order())
                .mapToObj(group::elementName)
                .collect(Collectors.joining(", "))
            + "; the other "
            + rest
            + (rest == 1 ? " element" : " elements")
            + " of "
            + whole
            + " turn pixels by angles off the grid: see the angle curve");
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
