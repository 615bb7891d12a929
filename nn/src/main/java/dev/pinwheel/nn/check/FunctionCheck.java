package dev.pinwheel.nn.check;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.SizeRule;
import dev.pinwheel.nn.SizeRuleException;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.PointerScope;

/** The equivariance of any function between feature maps, whoever computes it. */
public final class FunctionCheck {
  private FunctionCheck() {}

  /**
   * The part of a group that can be measured on pixels.
   *
   * @param group any group, on the images' axes or fewer
   * @param size the images' spatial size
   * @return the elements that map the pixel grid onto itself, as a group of their own
   * @throws SizeRuleException if the group does not map images of this size onto themselves
   */
  public static PointGroup onGrid(PointGroup group, int... size) {
    SizeRule.shapeViolation(group.extendedTo(size.length), size)
        .ifPresent(
            why -> {
              throw new SizeRuleException(why);
            });
    return (PointGroup) group.gridSubgroup().asGroup();
  }

  /**
   * Requires that there is something to measure.
   *
   * @param group a group that was asked for
   * @return the group
   * @throws IllegalArgumentException if no element but the identity maps pixels onto pixels
   */
  public static PointGroup requireOnGrid(PointGroup group) {
    if (group.order() > 1 && group.gridSubgroup().order() == 1) {
      throw new IllegalArgumentException(
          "group "
              + group
              + " does not map the pixel grid onto itself, in no element but the identity: check a"
              + " group that shares some with D4, such as C4 or C8");
    }
    return group;
  }

  /**
   * Measures {@code Φ(L_g f)} against {@code L_g Φ(f)} for every element of a group.
   *
   * @param group whose elements map pixel grids onto themselves
   * @param phi Φ
   * @param x f, for one or more images
   * @param output what Φ gives
   * @return for each element the error of the worst image; empty where the group does not act on
   *     input or output
   */
  public static List<Double> errors(
      PointGroup group, UnaryOperator<FeatureMap> phi, FeatureMap x, FeatureType output) {
    GroupAction action = new GroupAction(group);
    List<Double> errors = new ArrayList<>();
    if (!action.actsOn(x.type()) || !action.actsOn(output)) {
      return errors;
    }
    try (PointerScope scope = new PointerScope()) {
      FeatureMap y = phi.apply(x);
      for (int g = 0; g < group.order(); g++) {
        errors.add(error(phi.apply(action.apply(g, x)), action.apply(g, y)));
      }
    }
    return errors;
  }

  /**
   * The error of two maps of the same images, ‖a − b‖ / max(‖a‖, ‖b‖) for each image.
   *
   * @param a a map
   * @param b another one of the same type and size
   * @return the worst image's; NaN if a value is no number
   */
  public static double error(FeatureMap a, FeatureMap b) {
    return Errors.max(Errors.perImage(a.rows(), b.rows(), a.batch()));
  }
}
