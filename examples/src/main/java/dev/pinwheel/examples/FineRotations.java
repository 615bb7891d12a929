package dev.pinwheel.examples;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.kernel.KernelFamilies;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.check.EquivarianceCheck;
import dev.pinwheel.nn.check.EquivarianceReport;
import dev.pinwheel.nn.module.Window;

/** Builds a net over the eight rotations of C8 and asks how exact it is on the pixel grid. */
public final class FineRotations {
  private FineRotations() {}

  /**
   * The net: SE(2) with a circle of eight angles, 28 → 24 → 24 → 12 → 12 → 6 → 6 → 1.
   *
   * @return the structure, for grey images of 28×28 in ten classes
   */
  static Net build() {
    Window five = Window.of(5).padding(2);
    return Net.images(PointGroup.cyclic(8), 1, 28, 28)
        .kernels(KernelFamilies.parse("interpolated(cubic)"))
        .lifting(6, 5)
        .batchNorm()
        .relu()
        .repeat(2, b -> b.groupCorrelation(6, five).batchNorm().relu().maxPool(2))
        .groupCorrelation(12, five)
        .batchNorm()
        .relu()
        .invariantHead(10)
        .build();
  }

  /**
   * Prints the layers, and the verdict of the check.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    Net net = build();
    System.out.println(net.summary());
    try (Model model = Model.initialise(net, 0)) {
      EquivarianceReport report = EquivarianceCheck.of(model).run();
      System.out.printf("%s: %.1e%n", report.scope(), report.net().worstValue());
      report.leftOut().ifPresent(System.out::println);
    }
  }
}
