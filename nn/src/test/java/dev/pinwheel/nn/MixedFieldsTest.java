package dev.pinwheel.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.group.kernel.GridKernels;
import dev.pinwheel.group.kernel.KernelFamily;
import dev.pinwheel.nn.check.EquivarianceCheck;
import dev.pinwheel.nn.check.EquivarianceReport;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.layer.Activation;
import dev.pinwheel.nn.layer.GroupNorm;
import dev.pinwheel.nn.layer.Reduction;
import dev.pinwheel.nn.module.FeatureTypeException;
import dev.pinwheel.nn.module.Mode;
import dev.pinwheel.nn.module.Window;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Nets whose features are of several kinds side by side. */
class MixedFieldsTest {
  private static final int SIZE = 13;
  private static final int CLASSES = 3;

  static Stream<Arguments> kinds() {
    KernelFamily grid = new GridKernels();
    KernelFamily smooth = new SmoothKernels(4);
    return Stream.of(
        Arguments.of(grid, "C4: 2 regular + 2 quotient(C2) + 3 trivial"),
        Arguments.of(grid, "C4: 1 irrep(1) + 2 irrep(2) + 1 regular"),
        Arguments.of(grid, "D4: 1 regular + 2 quotient(C4) + 1 quotient(D1) + 1 trivial"),
        Arguments.of(grid, "D4: 1 irrep(1,1) + 2 irrep(1,2) + 1 quotient(C2) + 2 irrep(0,2)"),
        Arguments.of(grid, "C1: 2 trivial + 1 regular"),
        Arguments.of(smooth, "C16: 1 regular + 2 quotient(C8) + 4 trivial + 1 irrep(1)"),
        Arguments.of(smooth, "D8: 1 quotient(C2) + 1 irrep(1,2) + 1 irrep(1,1)"),
        Arguments.of(smooth, "C3: 1 regular + 2 irrep(1)"));
  }

  private static Net net(KernelFamily family, FeatureType type) {
    Window three = Window.of(3).padding(1);
    UnaryOperator<NetBuilder> layer =
        b -> b.fieldCorrelation(type, three).batchNorm().activation(Activation.RELU);
    return layer
        .apply(Net.images(type.group(), 1, SIZE, SIZE).kernels(family))
        .residual(b -> b.fieldCorrelation(type, three).batchNorm().fieldDropout(0.1))
        .activation(Activation.ELU)
        .fieldCorrelation(type, three.stride(2))
        .meanPool(1)
        .fieldCorrelation(type, 3)
        .projection(Reduction.MAX)
        .invariantHead(CLASSES)
        .build();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void areExactOnTheGridBeforeAndAfterTraining(KernelFamily family, String text) {
    FeatureType type = FeatureType.parse(text);
    try (Model model = Maps.model(net(family, type), 1)) {
      assertExact(model);
      float[] pixels = Descent.spots(6, SIZE);
      double[] losses = Descent.run(model, pixels, CLASSES, 8);
      assertThat(Arrays.stream(losses).min().orElseThrow()).as("it learned").isLessThan(losses[0]);
      assertExact(model);
    }
  }

  private static void assertExact(Model model) {
    for (Precision precision : Precision.ofCertificates()) {
      for (Mode mode : List.of(Mode.INFERENCE, Mode.CALIBRATION)) {
        EquivarianceReport report =
            EquivarianceCheck.of(model).precision(precision).mode(mode).random(2, 8).run();
        assertThat(report.gradientImages()).isPositive();
        assertThat(report.breakingLayers()).isEmpty();
        assertThat(report.passed()).as(report.net().toString()).isTrue();
      }
    }
  }

  @Test
  void gatesAreExactAndUsedUp() {
    FeatureType gated = FeatureType.parse("D4: 3 trivial + 2 irrep(1,1) + 1 regular");
    Net net =
        Net.images(gated.group(), 1, SIZE, SIZE)
            .fieldCorrelation(gated, 3)
            .gate()
            .fieldCorrelation(gated, 3)
            .gate()
            .invariantHead(CLASSES)
            .build();
    assertThat(net.sites().get(1).layer().output())
        .isEqualTo(FeatureType.parse("D4: 2 irrep(1,1) + 1 regular"));
    try (Model model = Maps.model(net, 1)) {
      assertExact(model);
    }
    assertThatThrownBy(
            () ->
                Net.images(gated.group(), 1, SIZE, SIZE)
                    .fieldCorrelation(FeatureType.parse("D4: 2 trivial + 1 irrep(1,1)"), 3)
                    .gate())
        .isInstanceOf(FeatureTypeException.class)
        .hasMessageContaining("was given 'D4: 2 trivial + 1 irrep(1,1)'");
  }

  @Test
  void valuesOfOtherKindsAreNotTreatedOneByOne() {
    FeatureType type = FeatureType.parse("C4: 1 regular + 2 irrep(1)");
    NetBuilder builder = Net.images(type.group(), 1, SIZE, SIZE).fieldCorrelation(type, 3);
    assertThatThrownBy(() -> builder.maxPool(2))
        .isInstanceOf(FeatureTypeException.class)
        .hasMessageContaining("'C4: 1 regular + 2 irrep(1)': use the mean");
    assertThatThrownBy(builder::layerNorm)
        .isInstanceOf(FeatureTypeException.class)
        .hasMessageContaining("layerNorm takes one kind of field, on cosets");
    FeatureType turning = FeatureType.parse("C4: 2 irrep(1)");
    assertThatThrownBy(() -> new GroupNorm(turning, 1))
        .isInstanceOf(FeatureTypeException.class)
        .hasMessageContaining("was given 'C4: 2 irrep(1)'");
    assertThatThrownBy(() -> builder.dropout(0.1))
        .isInstanceOf(FeatureTypeException.class)
        .hasMessageContaining("use dropout per field");
    assertThatThrownBy(
            () -> builder.fieldCorrelation(FeatureType.parse("C8: 1 regular"), Window.of(3)))
        .isInstanceOf(FeatureTypeException.class)
        .hasMessageContaining("the groups differ");
    assertThatThrownBy(
            () ->
                Net.images(type.group(), 1, SIZE, SIZE)
                    .fieldCorrelation(FeatureType.parse("C4: 1 irrep(1)"), 1))
        .isInstanceOf(FeatureTypeException.class)
        .hasMessageContaining("no kernel of kernel 1 takes 'C4: 1 trivial' to 'C4: 1 irrep(1)'");
  }
}
