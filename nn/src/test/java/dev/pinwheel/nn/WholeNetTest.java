package dev.pinwheel.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.Subgroup;
import dev.pinwheel.nn.check.EquivarianceCheck;
import dev.pinwheel.nn.check.EquivarianceReport;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.layer.Reduction;
import dev.pinwheel.nn.module.Mode;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Window;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A net with everything in it is exactly equivariant, fresh and trained. */
class WholeNetTest {
  private static final int SIZE = 33;
  private static final int CLASSES = 5;

  private static Net everything() {
    PointGroup d4 = PointGroup.parse("D4");
    Subgroup c4 = Subgroup.embed(d4, PointGroup.parse("C4"));
    Window three = Window.of(3).padding(1);
    return Net.images(d4, 1, SIZE, SIZE)
        .lifting(2, three)
        .batchNorm()
        .relu()
        .residual(
            b ->
                b.groupCorrelation(3, three.stride(2))
                    .batchNorm()
                    .relu()
                    .groupCorrelation(3, three)
                    .batchNorm(),
            b -> b.groupCorrelation(3, Window.of(1).stride(2)))
        .relu()
        .dropout(0.2)
        .then(t -> new dev.pinwheel.nn.layer.SpatialPool(t, Window.of(3).stride(2), Reduction.MAX))
        .concatenation(
            List.of(
                b -> b.groupCorrelation(2, three).relu(), b -> b.groupCorrelation(1, 1), b -> b))
        .projection(c4, Reduction.MAX)
        .groupCorrelation(3, 3)
        .batchNorm()
        .relu()
        .meanPool(2)
        .invariantHead(CLASSES)
        .build();
  }

  /** Dark images with a bright, irregular spot: ties wherever a window sees the background only. */
  private static float[] spots(int images) {
    float[] pixels = new float[images * SIZE * SIZE];
    java.util.Arrays.fill(pixels, -0.5f);
    Random random = new Random(3);
    for (int n = 0; n < images; n++) {
      for (int i = 10 + n; i < 18; i++) {
        for (int j = 8; j < 22 - n; j++) {
          pixels[(n * SIZE + i) * SIZE + j] = random.nextFloat() * 2;
        }
      }
    }
    return pixels;
  }

  /** Steps of gradient descent on cross entropy, by hand; gives the losses. */
  private static double[] descend(Model model, float[] pixels, int steps) {
    double[] losses = new double[steps];
    for (int step = 0; step < steps; step++) {
      try (PointerScope scope = new PointerScope()) {
        FeatureMap y =
            model.net().apply(model.images(pixels), Pass.training(model.weights(), step));
        long[] labels = new long[(int) y.batch()];
        java.util.Arrays.setAll(labels, i -> i % CLASSES);
        Tensor loss = torch.cross_entropy_loss(y.rows(), Tensors.of(labels, labels.length));
        loss.backward();
        losses[step] = loss.item_double();
        try (NoGradGuard guard = new NoGradGuard()) {
          for (Parameter p : model.weights().parameters()) {
            if (p.isTrainable()) {
              Tensor w = model.weights().get(p);
              assertThat(w.grad().defined()).isTrue();
              w.sub_(w.grad().mul(Tensors.scalar(0.02)));
              w.mutable_grad().zero_();
            }
          }
        }
        model.weights().changed();
      }
    }
    return losses;
  }

  @ParameterizedTest
  @EnumSource(
      value = Precision.class,
      names = {"FLOAT32", "FLOAT64"})
  void isEquivariantBeforeAndAfterTraining(Precision precision) {
    try (Model model = Maps.model(everything(), 1)) {
      assertEquivariant(model, precision);
      double[] losses = descend(model, spots(6), 12);
      assertThat(losses[11]).as("it learned").isLessThan(0.8 * losses[0]);
      assertEquivariant(model, precision);
    }
  }

  private static void assertEquivariant(Model model, Precision precision) {
    for (Mode mode : List.of(Mode.INFERENCE, Mode.CALIBRATION)) {
      EquivarianceCheck check = EquivarianceCheck.of(model).precision(precision).mode(mode);
      assertPassed(check.images(spots(3)).run());
      assertPassed(check.random(3, 8).run());
    }
  }

  private static void assertPassed(EquivarianceReport report) {
    assertThat(report.tolerance())
        .isEqualTo(report.precision() == Precision.FLOAT64 ? 1e-12 : 1e-5);
    assertThat(report.net().values()).hasSize(8);
    assertThat(report.net().gradients()).hasSize(8);
    assertThat(report.gradientImages()).isPositive();
    assertThat(report.layers()).hasSize(30).allMatch(l -> l.values().size() == 8);
    assertThat(report.breakingLayers()).isEmpty();
    assertThat(report.passed()).as(report.net().toString()).isTrue();
  }
}
