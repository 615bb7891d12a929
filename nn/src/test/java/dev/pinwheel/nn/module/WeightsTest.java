package dev.pinwheel.nn.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pinwheel.nn.Maps;
import dev.pinwheel.nn.NativeScope;
import dev.pinwheel.nn.engine.ComputeDevice;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.module.Parameter.Kind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NativeScope.class)
class WeightsTest {
  private static final Parameter FILTERS =
      new Parameter("weight", Kind.WEIGHT, Initialisation.he(50), 40, 5, 10);
  private static final Parameter TWIN =
      new Parameter("weight", Kind.WEIGHT, Initialisation.he(50), 40, 5, 10);
  private static final Parameter BIAS =
      new Parameter("bias", Kind.BIAS, Initialisation.constant(0.25), 7);
  private static final Parameter MEAN =
      new Parameter("running_mean", Kind.STATISTIC, Initialisation.constant(0), 7);
  private static final List<Parameter> ALL = List.of(FILTERS, TWIN, BIAS, MEAN);

  @Test
  void filtersHaveMeanZeroAndVarianceTwoOverFanIn() {
    int n = (int) FILTERS.count();
    try (Weights weights = Weights.initialise(ALL, 1)) {
      double[] x = Maps.numbers(weights, FILTERS);
      double variance = 2.0 / 50;
      double mean = Arrays.stream(x).sum() / n;
      double measured = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / (n - 1);
      assertThat(mean).isBetween(-4 * Math.sqrt(variance / n), 4 * Math.sqrt(variance / n));
      assertThat(measured / variance)
          .isBetween(1 - 4 * Math.sqrt(2.0 / n), 1 + 4 * Math.sqrt(2.0 / n));
      double fourth = Arrays.stream(x).map(v -> Math.pow(v, 4)).sum() / n / measured / measured;
      assertThat(fourth).as("normal").isBetween(2.6, 3.4);
      assertThat(Maps.numbers(weights, BIAS)).containsOnly(0.25);
    }
  }

  @Test
  void oneSeedGivesOneSetOfNumbersAndEveryParameterItsOwnStream() {
    try (Weights first = Weights.initialise(ALL, 1);
        Weights again = Weights.initialise(ALL, 1);
        Weights other = Weights.initialise(ALL, 2)) {
      double[] x = Maps.numbers(first, FILTERS);
      assertThat(Maps.numbers(again, FILTERS)).containsExactly(x);
      assertThat(Maps.numbers(other, FILTERS)).isNotEqualTo(x);
      assertThat(Maps.numbers(first, TWIN)).isNotEqualTo(x);
      assertThat(Maps.error(Maps.numbers(other, FILTERS), x)).isGreaterThan(1);
    }
  }

  @Test
  void toFloat64AndBackLosesNothing() {
    try (Weights narrow = Weights.initialise(ALL, 1);
        Weights wide = narrow.to(Precision.FLOAT64, ComputeDevice.CPU);
        Weights back = wide.to(Precision.FLOAT32, ComputeDevice.CPU)) {
      for (Parameter p : ALL) {
        assertThat(Maps.numbers(wide, p)).containsExactly(Maps.numbers(narrow, p));
        assertThat(Maps.numbers(back, p)).containsExactly(Maps.numbers(narrow, p));
        assertThat(wide.get(p).scalar_type().intern()).isEqualTo(Precision.FLOAT64.scalarType());
        assertThat(wide.get(p).requires_grad()).isEqualTo(p.isTrainable());
        assertThat(wide.get(p).is_leaf()).isTrue();
        assertThat(wide.get(p).sizes().vec().get()).containsExactly(p.shape());
      }
      assertThat(wide.precision()).isEqualTo(Precision.FLOAT64);
      assertThat(wide.device()).isEqualTo(ComputeDevice.CPU);
      assertThat(wide.parameters()).isEqualTo(ALL);
    }
  }

  @Test
  void copiesShareNothing() {
    try (Weights weights = Weights.initialise(ALL, 1);
        Weights copy = weights.copy()) {
      copy.set(BIAS, new float[] {1, 2, 3, 4, 5, 6, 7});
      assertThat(Maps.numbers(weights, BIAS)).containsOnly(0.25);
      assertThat(Maps.numbers(copy, BIAS)).containsExactly(1, 2, 3, 4, 5, 6, 7);
    }
  }

  @Test
  void wrongParametersAndSizesAreRefused() {
    try (Weights weights = Weights.initialise(List.of(BIAS), 1)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> weights.get(FILTERS))
          .withMessageContainingAll("'weight'", "another net");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> weights.set(BIAS, new float[6]))
          .withMessageContainingAll("6 values", "[7]");
    }
  }

  @Test
  void seedsOfNeighbouringStreamsDifferInAboutHalfTheirBits() {
    int bits = 0;
    for (int i = 0; i < 100; i++) {
      bits += Long.bitCount(Seeds.mix(1, i) ^ Seeds.mix(1, i + 1));
      bits += Long.bitCount(Seeds.mix(i, 1, 2) ^ Seeds.mix(i + 1, 1, 2));
    }
    assertThat(bits / 200.0).isBetween(30.0, 34.0);
    assertThat(Seeds.mix(3, 1, 2)).isEqualTo(Seeds.mix(3, 1, 2)).isNotEqualTo(Seeds.mix(3, 2, 1));
  }
}
