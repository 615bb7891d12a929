package dev.pinwheel.examples;

import dev.pinwheel.group.Matrix;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.check.EquivarianceCheck;
import dev.pinwheel.nn.check.EquivarianceReport;
import dev.pinwheel.nn.module.Window;

/** Nets on the line, and on volumes under the cube's groups and under a group of one's own. */
public final class LinesAndVolumes {
  private LinesAndVolumes() {}

  /**
   * A rotation by 90° about one axis joined with a reflection along it, such as some crystals have.
   *
   * @return a group of four elements on volumes
   */
  static PointGroup rotoReflection() {
    return PointGroup.generate(
        "S4", Matrix.of(new double[] {0, -1, 0}, new double[] {1, 0, 0}, new double[] {0, 0, -1}));
  }

  /**
   * One net for every dimension.
   *
   * @param group the group
   * @param size the size of the input, one number per axis
   * @return the net
   */
  static Net build(PointGroup group, int... size) {
    Window same = Window.of(3).padding(1);
    return Net.images(group, 1, size)
        .lifting(2, 3)
        .batchNorm()
        .relu()
        .residual(b -> b.groupCorrelation(2, same).batchNorm())
        .relu()
        .invariantHead(3)
        .build();
  }

  private static void print(Net net) {
    try (Model model = Model.initialise(net, 0)) {
      EquivarianceReport report = EquivarianceCheck.of(model).random(2, 1).run();
      System.out.printf(
          "%-10s %d axes, %2d elements: %s, error %.1e%n",
          net.group(),
          net.group().dimension(),
          net.group().order(),
          report.passed() ? "EQUIVARIANT" : "NOT EQUIVARIANT",
          report.net().worstValue());
    }
  }

  /**
   * Checks nets on signals and on volumes.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    print(build(PointGroup.parse("reflection"), 100));
    print(build(PointGroup.parse("O"), 6, 6, 6));
    print(build(PointGroup.parse("Oh"), 6, 6, 6));
    print(build(rotoReflection(), 8, 6, 6));
  }
}
