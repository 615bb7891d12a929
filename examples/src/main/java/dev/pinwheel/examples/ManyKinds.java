package dev.pinwheel.examples;

import dev.pinwheel.group.kernel.KernelFamilies;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.check.EquivarianceCheck;
import dev.pinwheel.nn.check.angle.Angles;
import dev.pinwheel.nn.check.angle.EquivarianceCurve;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.layer.Activation;
import dev.pinwheel.nn.module.Window;
import java.util.Locale;

/**
 * Fields of several kinds side by side, with harmonic kernels: functions on all sixteen rotations
 * or on cosets, numbers, and vectors, each with the norm and the nonlinearity that respect it.
 *
 * <p>Batch norm takes the mean away where there may be one, and norms vectors by their length. ELU
 * acts on functions value by value, and becomes a threshold on the length of vectors. The gate uses
 * up one number per field of other kinds to scale it.
 */
public final class ManyKinds {
  private ManyKinds() {}

  /**
   * The net, for images whose corners are cut off, as they leave a turned image.
   *
   * @return the structure
   */
  static Net build() {
    FeatureType kinds =
        FeatureType.parse("C16: 2 regular + 1 quotient(C8) + 2 trivial + 1 irrep(1)");
    FeatureType gated = FeatureType.parse("C16: 3 trivial + 2 irrep(1) + 1 irrep(2)");
    Window five = Window.of(5).padding(2);
    return Net.images(kinds.group(), 1, 21, 21)
        .kernels(KernelFamilies.parse("harmonic"))
        .discMask()
        .fieldCorrelation(kinds, five)
        .batchNorm()
        .activation(Activation.ELU)
        .fieldDropout(0.1)
        .fieldCorrelation(gated, five)
        .gate()
        .fieldCorrelation(kinds, five)
        .batchNorm()
        .invariantHead(4)
        .build();
  }

  /**
   * Prints the layers, the proof for the quarter turns, and how good the sixteenth turns are.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    Net net = build();
    System.out.println(net.summary());
    try (Model model = Model.initialise(net, 0)) {
      var report = EquivarianceCheck.of(model).random(2, 1).run();
      System.out.printf(
          Locale.ROOT,
          "%s: error %.1e: %s%n",
          report.scope(),
          report.net().worstValue(),
          report.passed() ? "EQUIVARIANT" : "NOT EQUIVARIANT");
      var curve = EquivarianceCurve.of(model).angles(Angles.parse("22.5,45,90")).images(2, 1).run();
      for (int i = 0; i < curve.angles().size(); i++) {
        System.out.printf(
            Locale.ROOT, "%.1f°: error %.1e%n", curve.angles().get(i), curve.net().mean().get(i));
      }
    }
  }
}
