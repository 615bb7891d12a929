package dev.pinwheel.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.Subgroup;
import dev.pinwheel.nn.check.EquivarianceCheck;
import dev.pinwheel.nn.check.EquivarianceReport;
import dev.pinwheel.nn.engine.ComputeDevice;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.layer.Reduction;
import dev.pinwheel.nn.layer.SpatialPool;
import dev.pinwheel.nn.module.Mode;
import dev.pinwheel.nn.module.Window;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nets over groups that turn by other angles than 90° are exact under those of 90°. */
class OffGridGroupsTest {
  private static final int SIZE = 17;
  private static final int CLASSES = 3;

  /** Stride, pooling, branches, batch norm, dropout and projections; 17 → 9 → 4 → 2 → 1. */
  private static Net everything(PointGroup group) {
    List<Subgroup> subgroups = Subgroup.all(group);
    Subgroup large = subgroups.get(subgroups.size() - 2);
    Window three = Window.of(3).padding(1);
    return Net.images(group, 1, SIZE, SIZE)
        .kernels(new SmoothKernels(4))
        .lifting(2, three)
        .batchNorm()
        .relu()
        .residual(
            b ->
                b.groupCorrelation(2, three.stride(2))
                    .batchNorm()
                    .relu()
                    .dropout(0.1)
                    .groupCorrelation(2, three)
                    .batchNorm(),
            b -> b.groupCorrelation(2, Window.of(1).stride(2)))
        .relu()
        .then(t -> new SpatialPool(t, Window.of(3).stride(2), Reduction.MAX))
        .concatenation(List.of(b -> b.groupCorrelation(2, three).relu(), b -> b))
        .projection(large, Reduction.MAX)
        .groupCorrelation(2, 3)
        .batchNorm()
        .relu()
        .meanPool(2)
        .invariantHead(CLASSES)
        .build();
  }

  @ParameterizedTest
  @CsvSource({"C3, C1", "C6, C2", "C8, C4", "C16, C4", "D6, D2", "D8, D4"})
  void areExactOnTheGridBeforeAndAfterTraining(String name, String part) {
    try (Model model = Maps.model(everything(PointGroup.parse(name)), 1)) {
      assertExact(model, name, part);
      float[] pixels = Descent.spots(6, SIZE);
      double[] losses = Descent.run(model, pixels, CLASSES, 8);
      assertThat(losses[7]).as("it learned").isLessThan(losses[0]);
      assertExact(model, name, part);
      assertNear(model, pixels);
    }
  }

  private static void assertExact(Model model, String name, String part) {
    PointGroup exact = PointGroup.parse(part);
    for (Precision precision : Precision.ofCertificates()) {
      for (Mode mode : List.of(Mode.INFERENCE, Mode.CALIBRATION)) {
        EquivarianceReport report =
            EquivarianceCheck.of(model).precision(precision).mode(mode).random(2, 8).run();
        assertThat(report.tolerance()).isEqualTo(precision == Precision.FLOAT64 ? 1e-12 : 1e-5);
        assertThat(report.group()).isEqualTo(exact);
        assertThat(report.scope()).isEqualTo(part + " of " + name);
        assertThat(report.net().values()).hasSize(exact.order());
        assertThat(report.net().gradients()).hasSize(exact.order());
        assertThat(report.gradientImages()).isPositive();
        assertThat(report.layers()).allMatch(l -> l.values().size() == exact.order());
        assertThat(report.breakingLayers()).isEmpty();
        assertThat(report.passed()).as(report.net().toString()).isTrue();
      }
    }
  }

  /** Folded filters and bf16 compute the same net, up to rounding. */
  private static void assertNear(Model model, float[] pixels) {
    double[] expected = flat(model.scores(pixels));
    try (Model wide = model.to(Precision.FLOAT64, ComputeDevice.CPU);
        Model narrow = model.to(Precision.BFLOAT16, ComputeDevice.CPU)) {
      assertThat(Maps.error(flat(wide.scores(pixels)), expected)).isLessThan(1e-5);
      assertThat(Maps.error(flat(narrow.scores(pixels)), expected)).isLessThan(0.05);
      double[] losses = Descent.run(narrow, pixels, CLASSES, 2);
      double[] precise = Descent.run(wide, pixels, CLASSES, 2);
      assertThat(losses[0]).isCloseTo(precise[0], within(0.05));
      assertThat(losses[1]).isCloseTo(precise[1], within(0.05));
    }
  }

  private static double[] flat(float[][] rows) {
    double[] numbers = new double[rows.length * rows[0].length];
    java.util.Arrays.setAll(numbers, i -> rows[i / rows[0].length][i % rows[0].length]);
    return numbers;
  }
}
