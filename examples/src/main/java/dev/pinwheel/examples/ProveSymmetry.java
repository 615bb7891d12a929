package dev.pinwheel.examples;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.SizePolicy;
import dev.pinwheel.nn.SizeRuleException;
import dev.pinwheel.nn.check.EquivarianceCheck;
import dev.pinwheel.nn.check.EquivarianceReport;
import dev.pinwheel.nn.module.Window;

/** Proves a residual net equivariant under all eight symmetries of the square, or finds why not. */
public final class ProveSymmetry {
  private static final Window SAME = Window.of(3).padding(1);

  private ProveSymmetry() {}

  /**
   * A small residual net for colour images in five classes.
   *
   * @param size height and width of the images; odd ones keep the strided layers symmetric
   * @param policy what becomes of a layer that breaks the symmetry at this size
   * @return the structure
   */
  static Net build(int size, SizePolicy policy) {
    return Net.images(PointGroup.parse("D4"), 3, size, size)
        .lifting(4, SAME)
        .residual(b -> b.batchNorm().relu().groupCorrelation(4, SAME))
        .residual(
            b -> b.batchNorm().relu().groupCorrelation(8, SAME.stride(2)),
            b -> b.groupCorrelation(8, Window.of(1).stride(2)))
        .invariantHead(5)
        .sizes(policy)
        .build();
  }

  private static void check(Net net) {
    try (Model model = Model.initialise(net, 0)) {
      EquivarianceReport report = EquivarianceCheck.of(model).random(2, 1).run();
      report
          .layers()
          .forEach(
              l ->
                  System.out.printf(
                      "%-36s %8.1e %8.1e%n", l.name(), l.worstValue(), l.worstGradient()));
      System.out.println(
          report.passed() ? "EQUIVARIANT" : "NOT EQUIVARIANT: " + report.breakingLayers());
    }
  }

  /**
   * Checks the net at 17×17, is refused it at 16×16, and checks what the refusal prevented.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    check(build(17, SizePolicy.EXACT));
    try {
      build(16, SizePolicy.EXACT);
    } catch (SizeRuleException refused) {
      System.out.println(refused.getMessage());
    }
    check(build(16, SizePolicy.ALLOW_BROKEN));
  }
}
