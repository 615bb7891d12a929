package dev.pinwheel.examples;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.LayerSite;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.check.EquivarianceCheck;
import dev.pinwheel.nn.layer.Activation;
import dev.pinwheel.nn.layer.Interpolation;
import dev.pinwheel.nn.layer.Reduction;
import dev.pinwheel.nn.module.Window;
import java.util.List;

/**
 * The layers of practical nets, all in one: strides and dilation, a bottleneck, branches, sizes
 * that shrink and grow without an error, norms and smooth nonlinearities.
 */
public final class PracticalLayers {
  private PracticalLayers() {}

  /**
   * From 23×23 to 12×12 and 6×6, and back to 11×11 in two ways.
   *
   * @return the structure, whose every layer is exact under D4
   */
  static Net build() {
    Window same = Window.of(3).padding(1);
    return Net.images(PointGroup.parse("D4"), 1, 23, 23)
        .discMask()
        .lifting(4, same.stride(2))
        .groupNorm(2)
        .activation(Activation.SILU)
        .residual(
            b ->
                b.groupCorrelation(2, 1)
                    .layerNorm()
                    .activation(Activation.GELU)
                    .groupCorrelation(2, Window.of(3).dilation(2).padding(2))
                    .activation(Activation.ELU)
                    .groupCorrelation(4, 1))
        .blurPool(2)
        .concatenation(
            List.of(
                b -> b.upSample(2, Interpolation.LINEAR).groupCorrelation(2, 2),
                b -> b.transposedGroupCorrelation(2, same.stride(2))))
        .batchNorm()
        .relu()
        .dropout(0.2)
        .separableCorrelation(4, same)
        .globalPool(Reduction.MEAN)
        .invariantHead(3)
        .build();
  }

  /**
   * Prints every layer's error under all eight symmetries of the square.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    Net net = build();
    try (Model model = Model.initialise(net, 0)) {
      var report = EquivarianceCheck.of(model).random(2, 1).run();
      List<LayerSite> sites = net.sites();
      for (int i = 0; i < sites.size(); i++) {
        System.out.printf(
            "%.1e %s: %s%n",
            report.layers().get(i).worstValue(), sites.get(i).name(), sites.get(i).layer());
      }
      System.out.println(report.passed() ? "EQUIVARIANT" : "NOT EQUIVARIANT");
    }
  }
}
