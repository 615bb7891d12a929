package dev.pinwheel.examples;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.NetBuilder;
import dev.pinwheel.nn.check.EquivarianceCheck;
import java.util.function.UnaryOperator;

/** The same net with full and with separable group correlations: what each costs. */
public final class SeparableNet {
  private SeparableNet() {}

  private static Net build(UnaryOperator<NetBuilder> correlation) {
    return Net.images(PointGroup.parse("D4"), 1, 28, 28)
        .lifting(8, 5)
        .batchNorm()
        .relu()
        .maxPool(2)
        .repeat(3, b -> correlation.apply(b).batchNorm().relu())
        .invariantHead(10)
        .build();
  }

  /**
   * Group correlations with a filter for each pair of fields and orientations.
   *
   * @return the net
   */
  static Net full() {
    return build(b -> b.groupCorrelation(8, 3));
  }

  /**
   * The same, over the group first and then over space, a filter for each field.
   *
   * @return the net
   */
  static Net separable() {
    return build(b -> b.separableCorrelation(8, 3));
  }

  private static void print(String name, Net net) {
    try (Model model = Model.initialise(net, 0)) {
      System.out.printf(
          "%-9s %,7d parameters %,11d multiply-adds, error %.1e%n",
          name,
          net.parameterCount(),
          net.multiplyAdds(),
          EquivarianceCheck.of(model).random(2, 1).run().net().worstValue());
    }
  }

  /**
   * Prints parameters, multiply-adds and the error under D4 of both nets.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    print("full", full());
    print("separable", separable());
  }
}
