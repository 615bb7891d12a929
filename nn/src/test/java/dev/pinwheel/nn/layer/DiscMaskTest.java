package dev.pinwheel.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.Maps;
import dev.pinwheel.nn.NativeScope;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.feature.Sizes;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Weights;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The mask on the inscribed disc, pixel by pixel. */
@ExtendWith(NativeScope.class)
class DiscMaskTest {
  private static double[] mask(double edge, int... size) {
    FeatureType type = FeatureType.trivial(PointGroup.trivial(size.length), 1);
    double[] ones = new double[(int) Sizes.pixels(size)];
    Arrays.fill(ones, 1);
    DiscMask layer = new DiscMask(type, edge);
    try (Weights none = Maps.weights(layer, 1)) {
      return Maps.values(layer.apply(Maps.of(type, ones, 1, size), Pass.inference(none)));
    }
  }

  @Test
  void keepsPixelsWithinTheDisc() {
    assertThat(mask(0, 5, 5))
        .containsExactly(
            0, 1, 1, 1, 0, //
            1, 1, 1, 1, 1, //
            1, 1, 1, 1, 1, //
            1, 1, 1, 1, 1, //
            0, 1, 1, 1, 0);
    assertThat(mask(0, 2, 4)).containsExactly(0, 1, 1, 0, 0, 1, 1, 0);
    assertThat(mask(0, 7)).containsOnly(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9, 28, 33})
  void hasTheAreaOfADisc(int n) {
    double disc = Math.PI * n * n / 4;
    assertThat(Arrays.stream(mask(0, n, n)).sum()).isBetween(0.9 * disc, 1.1 * disc);
    double ball = Math.PI * n * n * n / 6;
    assertThat(Arrays.stream(mask(0, n, n, n)).sum()).isBetween(0.9 * ball, 1.1 * ball);
  }

  @Test
  void fallsAsHalfACosine() {
    double[] line = mask(2, 9);
    double[] expected = new double[9];
    // The radius is 4.5: 1 up to 2.5, then (1 + cos(π (ρ − 2.5)/2))/2.
    Arrays.setAll(
        expected,
        i -> {
          double rho = Math.abs(i - 4);
          return rho <= 2.5 ? 1 : (1 + Math.cos(Math.PI * (rho - 2.5) / 2)) / 2;
        });
    assertThat(Maps.error(line, expected)).isLessThan(1e-15);
    assertThat(line[0]).isBetween(0.01, 0.2);
  }

  @Test
  void differsFromSizeToSizeInOneNet() {
    FeatureType type = FeatureType.trivial(PointGroup.cyclic(4), 1);
    DiscMask layer = new DiscMask(type);
    try (Weights weights = Maps.weights(layer, 1)) {
      for (int n : new int[] {4, 6, 4}) {
        double[] y =
            Maps.values(layer.apply(Maps.random(type, 1, 1, n, n), Pass.inference(weights)));
        assertThat(y).hasSize(n * n);
        assertThat(y[0]).isZero();
        assertThat(y[n / 2]).isNotZero();
      }
    }
  }

  @Test
  void refusesEdgesThatAreNone() {
    FeatureType type = FeatureType.trivial(PointGroup.cyclic(4), 1);
    for (double edge : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new DiscMask(type, edge))
          .withMessageContaining(Double.toString(edge));
    }
  }
}
