package dev.pinwheel.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.Subgroup;
import dev.pinwheel.nn.check.EquivarianceCheck;
import dev.pinwheel.nn.check.EquivarianceReport;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.layer.Reduction;
import dev.pinwheel.nn.module.Mode;
import dev.pinwheel.nn.module.Window;
import java.util.List;
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

  @ParameterizedTest
  @EnumSource(
      value = Precision.class,
      names = {"FLOAT32", "FLOAT64"})
  void isEquivariantBeforeAndAfterTraining(Precision precision) {
    try (Model model = Maps.model(everything(), 1)) {
      assertEquivariant(model, precision);
      double[] losses = Descent.run(model, spots(6), CLASSES, 12);
      assertThat(losses[11]).as("it learned").isLessThan(0.8 * losses[0]);
      assertEquivariant(model, precision);
    }
  }

  private static float[] spots(int images) {
    return Descent.spots(images, SIZE);
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
