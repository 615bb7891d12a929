package dev.pinwheel.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.Maps;
import dev.pinwheel.nn.NativeScope;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.FeatureTypeException;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Weights;
import dev.pinwheel.nn.module.Window;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Layers that look at one pixel, and sums and joins of branches, against their formulas. */
@ExtendWith(NativeScope.class)
class PointwiseLayersTest {
  private static final FeatureType REGULAR = FeatureType.regular(PointGroup.cyclic(4), 2);
  private static final FeatureType SCALARS = FeatureType.trivial(PointGroup.dihedral(4), 3);

  private static DoubleUnaryOperator formula(Activation activation) {
    return switch (activation) {
      case RELU -> x -> Math.max(0, x);
      case LEAKY_RELU -> x -> Math.max(x, 0.01 * x);
      case ELU -> x -> x > 0 ? x : Math.expm1(x);
      case GELU -> x -> x * normalDistribution(x);
      case SILU -> x -> x / (1 + Math.exp(-x));
      case SIGMOID -> x -> 1 / (1 + Math.exp(-x));
      case TANH -> Math::tanh;
    };
  }

  /** Φ(x) = 1/2 + φ(x) (x + x³/3 + x⁵/15 + …), Marsaglia's series. */
  private static double normalDistribution(double x) {
    double term = x;
    double sum = x;
    for (int i = 3; i < 200; i += 2) {
      term *= x * x / i;
      sum += term;
    }
    return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void activationsActOnEveryValue(Activation activation) {
    FeatureMap x = Maps.random(REGULAR, 1, 2, 3, 4);
    Layer layer = new Pointwise(REGULAR, activation);
    try (Weights weights = Maps.weights(layer, 1)) {
      FeatureMap y = layer.apply(x, Pass.inference(weights));
      double[] expected = Arrays.stream(Maps.values(x)).map(formula(activation)).toArray();
      assertThat(Maps.error(Maps.values(y), expected)).isLessThan(1e-14);
      assertThat(y.type()).isEqualTo(REGULAR);
    }
  }

  @Test
  void linearIsOneMatrixForEveryPixel() {
    FeatureMap x = Maps.random(SCALARS, 1, 2, 2, 2);
    Linear layer = new Linear(SCALARS, 4);
    try (Weights weights = Maps.weights(layer, 1)) {
      double[] w = Maps.numbers(weights, layer, "weight");
      double[] b = Maps.numbers(weights, layer, "bias");
      double[] f = Maps.values(x);
      double[] expected = new double[2 * 4 * 4];
      for (int at = 0; at < expected.length; at++) {
        int n = at / 16;
        int o = at / 4 % 4;
        expected[at] = b[o];
        for (int i = 0; i < 3; i++) {
          expected[at] += w[o * 3 + i] * f[(n * 3 + i) * 4 + at % 4];
        }
      }
      assertThat(Maps.error(Maps.values(layer.apply(x, Pass.inference(weights))), expected))
          .isLessThan(1e-14);
    }
  }

  @Test
  void linearRefusesFieldsWithOrientations() {
    assertThatThrownBy(() -> new Linear(REGULAR, 3))
        .isInstanceOf(FeatureTypeException.class)
        .hasMessageContainingAll("C4: 2 regular", "projection");
  }

  @Test
  void residualAddsItsBranches() {
    GroupCorrelation left = new GroupCorrelation(REGULAR, 3, Window.of(3).padding(1).stride(2));
    GroupCorrelation right = new GroupCorrelation(REGULAR, 3, Window.of(1).stride(2));
    Residual layer =
        new Residual(
            new Sequential(REGULAR, List.of(left)), new Sequential(REGULAR, List.of(right)));
    FeatureMap x = Maps.random(REGULAR, 1, 2, 5, 5);
    try (Weights weights = Maps.weights(layer, 1)) {
      Pass pass = Pass.inference(weights);
      double[] expected = Maps.values(left.apply(x, pass));
      double[] other = Maps.values(right.apply(x, pass));
      Arrays.setAll(expected, i -> expected[i] + other[i]);
      assertThat(Maps.values(layer.apply(x, pass))).containsExactly(expected);
    }
  }

  @Test
  void concatenationPutsFieldsSideBySideOrientationByOrientation() {
    GroupCorrelation left = new GroupCorrelation(REGULAR, 1, Window.of(3).padding(1));
    Sequential right = new Sequential(REGULAR, List.of());
    Concatenation layer = new Concatenation(List.of(left, right));
    FeatureMap x = Maps.random(REGULAR, 1, 2, 3, 3);
    try (Weights weights = Maps.weights(layer, 1)) {
      Pass pass = Pass.inference(weights);
      double[] first = Maps.values(left.apply(x, pass));
      double[] second = Maps.values(x);
      double[] joined = Maps.values(layer.apply(x, pass));
      assertThat(layer.output()).isEqualTo(REGULAR.withFields(3));
      for (int n = 0; n < 2; n++) {
        assertThat(Arrays.copyOfRange(joined, n * 108, n * 108 + 36))
            .containsExactly(Arrays.copyOfRange(first, n * 36, (n + 1) * 36));
        assertThat(Arrays.copyOfRange(joined, n * 108 + 36, (n + 1) * 108))
            .containsExactly(Arrays.copyOfRange(second, n * 72, (n + 1) * 72));
      }
    }
  }
}
