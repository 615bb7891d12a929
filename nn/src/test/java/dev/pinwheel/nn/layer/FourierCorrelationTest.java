package dev.pinwheel.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.group.Matrix;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.kernel.GridKernels;
import dev.pinwheel.group.kernel.TapPermutations;
import dev.pinwheel.nn.Maps;
import dev.pinwheel.nn.NativeScope;
import dev.pinwheel.nn.engine.Engine;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.fourier.FourierCorrelation;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Weights;
import dev.pinwheel.nn.module.Window;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values and derivatives in the Fourier domain against the dense correlation in float64. */
@ExtendWith(NativeScope.class)
class FourierCorrelationTest {
  private static final double ROUNDING = 1e-6;
  private static final int IMAGES = 3;
  private static final int INPUTS = 3;
  private static final int OUTPUTS = 5;

  static Stream<Arguments> correlations() {
    List<PointGroup> groups =
        List.of(
            PointGroup.cyclic(1),
            PointGroup.cyclic(2),
            PointGroup.cyclic(4),
            PointGroup.dihedral(1),
            PointGroup.dihedral(2),
            PointGroup.dihedral(4),
            PointGroup.generate("diagonal", Matrix.of(new double[][] {{0, 1}, {1, 0}})));
    List<Window> windows =
        List.of(
            Window.of(1),
            Window.of(2),
            Window.of(3),
            Window.of(5),
            Window.of(2).padding(1),
            Window.of(3).padding(1),
            Window.of(3).padding(2),
            Window.of(3).dilation(2).padding(2),
            Window.of(4).dilation(2).padding(1));
    return groups.stream().flatMap(g -> windows.stream().map(w -> Arguments.of(g, w)));
  }

  @ParameterizedTest
  @MethodSource("correlations")
  void isTheDenseCorrelation(PointGroup group, Window window) {
    agrees(group, window, IMAGES, 9, 12);
  }

  @ParameterizedTest
  @MethodSource("correlations")
  void isTheDenseCorrelationByTwoThreads(PointGroup group, Window window) {
    int before = Engine.threads();
    Engine.setThreads(2);
    try {
      agrees(group, window, IMAGES, 12, 9);
    } finally {
      Engine.setThreads(before);
    }
  }

  /** Compares value, and derivatives by map, filters and bias. */
  private static void agrees(PointGroup group, Window window, int images, int... size) {
    GroupCorrelation layer =
        new GroupCorrelation(FeatureType.regular(group, INPUTS), OUTPUTS, window);
    try (Weights weights = Maps.weights(layer, 5)) {
      FeatureMap map = Maps.random(layer.input(), 3, images, size);
      Tensor exactX = map.rows().detach().set_requires_grad(true);
      FeatureMap exact =
          layer.apply(
              FeatureMap.ofRows(layer.input(), exactX, images, size), Pass.training(weights, 0));
      Tensor along = Maps.tensor(Maps.normal(7, (int) exact.rows().numel()), exact.rows().numel());
      exact.rows().reshape(-1).mul(along).sum().backward();

      Gradients found =
          gradients(group, window, weights, layer, map, ScalarType.Float, count -> along);

      assertThat(found.value.size()).isEqualTo(exact.size());
      assertClose("value", found.value.rows(), exact.rows());
      assertClose("by map", found.byMap, exactX.grad());
      assertClose("by filters", found.byFilters, weights.get(layer.parameters().get(0)).grad());
      assertClose("by bias", found.byBias, weights.get(layer.parameters().get(1)).grad());
    }
  }

  /** What is given and what is found are rounded to bf16, all in between is float32. */
  @ParameterizedTest
  @MethodSource("correlations")
  void roundsOnceInBf16(PointGroup group, Window window) {
    GroupCorrelation layer =
        new GroupCorrelation(FeatureType.regular(group, INPUTS), OUTPUTS, window);
    try (Weights weights = Maps.weights(layer, 5)) {
      Tensor rounded = Maps.random(layer.input(), 3, IMAGES, 9, 12).rows().to(ScalarType.BFloat16);
      FeatureMap map = FeatureMap.ofRows(layer.input(), rounded, IMAGES, 9, 12);
      Function<ScalarType, Gradients> in =
          format ->
              gradients(
                  group, window, weights, layer, map, format, FourierCorrelationTest::wholeNumbers);
      Gradients single = in.apply(ScalarType.Float);
      Gradients narrow = in.apply(ScalarType.BFloat16);
      Tensor value = narrow.value.channels();
      assertThat(Tensors.has(value, ScalarType.BFloat16)).isTrue();
      assertThat(value.equal(single.value.channels().to(ScalarType.BFloat16))).isTrue();
      assertThat(narrow.byMap.equal(single.byMap.to(ScalarType.BFloat16))).isTrue();
      assertThat(narrow.byFilters.equal(single.byFilters)).isTrue();
      assertThat(narrow.byBias.equal(single.byBias)).isTrue();
    }
  }

  /** Small ones, which bf16 has. */
  private static Tensor wholeNumbers(long count) {
    return torch.arange(new Scalar(count)).remainder(new Scalar(5L));
  }

  private record Gradients(FeatureMap value, Tensor byMap, Tensor byFilters, Tensor byBias) {}

  /** In a format the value, and the derivatives of its sum times given numbers. */
  private static Gradients gradients(
      PointGroup group,
      Window window,
      Weights weights,
      GroupCorrelation layer,
      FeatureMap map,
      ScalarType format,
      LongFunction<Tensor> along) {
    Tensor x = map.rows().to(format).detach().set_requires_grad(true);
    Tensor weight = narrow(weights.get(layer.parameters().get(0)));
    Tensor bias = narrow(weights.get(layer.parameters().get(1)));
    FeatureMap input = FeatureMap.ofRows(layer.input(), x, map.batch(), map.size());
    Tensor y = of(group, window).of(input.channels(), weight, Optional.of(bias));
    FeatureMap found = FeatureMap.ofChannels(layer.output(), y);
    found.rows().reshape(-1).mul(along.apply(y.numel()).to(format)).sum().backward();
    return new Gradients(found, x.grad(), weight.grad(), bias.grad());
  }

  private static FourierCorrelation of(PointGroup group, Window window) {
    return of(group, window, INPUTS, OUTPUTS).orElseThrow();
  }

  private static Optional<FourierCorrelation> of(
      PointGroup group, Window window, int inputs, int outputs) {
    return FourierCorrelation.of(
        (TapPermutations) new GridKernels().basis(group, window.kernel()),
        window.padding(),
        window.dilation(),
        inputs,
        outputs);
  }

  @Test
  void isMissingWithoutTransformOrPlane() {
    assertThat(of(PointGroup.cubeRotations(), Window.of(3), 2, 2)).isEmpty();
    assertThat(of(PointGroup.reflection(), Window.of(3), 2, 2)).isEmpty();
    assertThat(of(PointGroup.cyclic(4).extendedTo(3), Window.of(3), 2, 2)).isEmpty();
    assertThat(of(PointGroup.cyclic(4), Window.of(3).padding(3), 2, 2)).isEmpty();
  }

  @Test
  void takesSinglePrecisionAndLess() {
    FourierCorrelation correlation = of(PointGroup.cyclic(4), Window.of(3));
    Tensor x = torch.ones(1, 4 * INPUTS, 5, 14);
    assertThat(correlation.takes(x)).isTrue();
    assertThat(correlation.takes(x.to(ScalarType.BFloat16))).isTrue();
    assertThat(correlation.takes(x.to(ScalarType.Double))).isFalse();
  }

  @Test
  void takesNoMoreThanBuffersCount() {
    FourierCorrelation correlation = of(PointGroup.cyclic(4), Window.of(3));
    Tensor one = torch.ones(1, 4 * INPUTS, 1, 1);
    // 12 and 20 channels: the result of 10,000 × 10,000 pixels has 2·10⁹ numbers.
    assertThat(correlation.takes(one.expand(1, 4 * INPUTS, 10_002, 10_002))).isTrue();
    assertThat(correlation.takes(one.expand(1, 4 * INPUTS, 10_402, 10_402))).isFalse();
    // A row of 12 million pixels has 2·10⁹ numbers under its 9 taps.
    assertThat(correlation.takes(one.expand(1, 4 * INPUTS, 3, 11_900_000))).isTrue();
    assertThat(correlation.takes(one.expand(1, 4 * INPUTS, 3, 12_000_000))).isFalse();
  }

  @Test
  void takesEmptyBatches() {
    FourierCorrelation correlation = of(PointGroup.cyclic(4), Window.of(3));
    Tensor weight = torch.ones(OUTPUTS, INPUTS, 36).set_requires_grad(true);
    Tensor y = correlation.of(torch.ones(0, 4 * INPUTS, 5, 5), weight, Optional.empty());
    assertThat(y.sizes().vec().get()).containsExactly(0, 4 * OUTPUTS, 3, 3);
    y.sum().backward();
    assertThat(weight.grad().abs().sum().item_double()).isZero();
  }

  private static Tensor narrow(Tensor parameter) {
    return parameter.detach().to(ScalarType.Float).set_requires_grad(true);
  }

  private static void assertClose(String what, Tensor found, Tensor expected) {
    assertThat(found.sizes().vec().get()).as(what).isEqualTo(expected.sizes().vec().get());
    assertThat(Maps.error(Tensors.toDoubles(found), Tensors.toDoubles(expected)))
        .as(what)
        .isLessThan(ROUNDING);
  }
}
