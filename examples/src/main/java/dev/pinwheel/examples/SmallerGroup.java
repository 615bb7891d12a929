package dev.pinwheel.examples;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.check.EquivarianceCheck;
import dev.pinwheel.nn.check.EquivarianceReport;
import dev.pinwheel.nn.layer.Reduction;

/**
 * Changes the group between layers: restriction to a subgroup, induction from one, coset pooling.
 *
 * <p>Small patterns look alike when mirrored, whole digits don't. So the first layers respect
 * rotations and reflections, the later ones rotations alone.
 */
public final class SmallerGroup {
  private SmallerGroup() {}

  /**
   * D4 in the first layers, C4 after them: 4 regular fields of D4 become 8 of C4.
   *
   * @return the net
   */
  static Net restricted() {
    return Net.images(PointGroup.parse("D4"), 1, 16, 16)
        .lifting(4, 3)
        .batchNorm()
        .relu()
        .restrict(PointGroup.parse("C4"))
        .groupCorrelation(4, 3)
        .batchNorm()
        .relu()
        .invariantHead(3)
        .build();
  }

  /**
   * Layers that respect C4, made to respect D4: seen straight and in the mirror, and then pooled
   * over the rotations, which leaves a value per side of the mirror.
   *
   * @return the net
   */
  static Net induced() {
    PointGroup c4 = PointGroup.parse("C4");
    return Net.images(PointGroup.parse("D4"), 1, 16, 16)
        .induction(c4, b -> b.lifting(4, 3).batchNorm().relu().groupCorrelation(4, 3))
        .cosetPooling(c4, Reduction.MAX)
        .invariantHead(3)
        .build();
  }

  private static void print(String name, Net net) {
    try (Model model = Model.initialise(net, 0)) {
      EquivarianceReport own = EquivarianceCheck.of(model).run();
      EquivarianceReport all = EquivarianceCheck.of(model).group(net.group()).run();
      System.out.printf(
          "%s: %s under %s, error %.1e; under %s %.1e%n",
          name,
          own.passed() ? "EQUIVARIANT" : "NOT EQUIVARIANT",
          own.group(),
          own.net().worstValue(),
          all.group(),
          all.net().worstValue());
    }
  }

  /**
   * Prints both nets, and the errors under the group that is left and under all of D4.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    System.out.println(restricted().summary());
    System.out.println(induced().summary());
    print("restricted", restricted());
    print("induced", induced());
  }
}
