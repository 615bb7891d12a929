package dev.pinwheel.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.Maps;
import dev.pinwheel.nn.NativeScope;
import dev.pinwheel.nn.PointGroups;
import dev.pinwheel.nn.engine.ComputeDevice;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.feature.Sizes;
import dev.pinwheel.nn.module.FeatureTypeException;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Weights;
import dev.pinwheel.nn.module.Window;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code ⟨k ⋆ u, f⟩ = ⟨u, kᵀ f⟩}, value by value. */
@ExtendWith(NativeScope.class)
class TransposedGroupCorrelationTest {
  private static final List<Window> WINDOWS =
      List.of(
          Window.of(1),
          Window.of(3),
          Window.of(3).padding(1),
          Window.of(2).stride(2),
          Window.of(3).stride(2).padding(1),
          Window.of(4).stride(2).padding(1),
          Window.of(1).stride(2),
          Window.of(2).stride(3),
          Window.of(3).dilation(2).padding(2),
          Window.of(2).dilation(3).stride(2).padding(1));

  static Stream<Arguments> squares() {
    return PointGroups.ofTheSquare().stream()
        .flatMap(g -> WINDOWS.stream().map(w -> Arguments.of(g, w)));
  }

  @ParameterizedTest
  @MethodSource("squares")
  void isTheAdjointInThePlane(PointGroup group, Window w) {
    assertAdjoint(group, w, 3, 3);
  }

  @Test
  void isTheAdjointOnTheLineAndInSpace() {
    for (Window w : WINDOWS) {
      assertAdjoint(PointGroup.reflection(), w, 5);
    }
    assertAdjoint(PointGroup.cubeRotations(), Window.of(2).stride(2), 2, 2, 2);
    assertAdjoint(PointGroup.cubeSymmetries(), Window.of(3).stride(2).padding(1), 2, 2, 2);
  }

  /** The derivative of ⟨k ⋆ u, f⟩ by u is kᵀ f, if the filters are the same ones. */
  private static void assertAdjoint(PointGroup group, Window w, int... size) {
    FeatureType large = FeatureType.regular(group, 1);
    FeatureType small = FeatureType.regular(group, 2);
    GroupCorrelation down = new GroupCorrelation(large, 2, w, Bias.NONE);
    TransposedGroupCorrelation up =
        new TransposedGroupCorrelation(small, 1, w, Bias.NONE, FilterInitialisation.HE);
    int[] larger = up.outputSize(size);
    assertThat(down.outputSize(larger)).as("size of %s", w).containsExactly(size);
    FeatureMap f = Maps.random(small, 1, 2, size);
    try (Weights below = Maps.weights(up, 3);
        Weights above = Maps.weights(down, 4)) {
      above.set(Maps.parameter(down, "weight"), Maps.numbers(below, up, "weight"));
      int pixels = (int) Sizes.pixels(larger);
      Tensor u = Maps.tensor(Maps.normal(2, 2 * pixels * large.channels()), -1, large.channels());
      u.set_requires_grad(true);
      FeatureMap y = down.apply(FeatureMap.ofRows(large, u, 2, larger), Pass.training(above, 0));
      y.rows().mul(f.rows()).sum().backward();
      FeatureMap found = up.apply(f, Pass.inference(below));
      assertThat(found.size()).containsExactly(larger);
      assertThat(Maps.error(Tensors.toDoubles(found.rows()), Tensors.toDoubles(u.grad())))
          .as("%s of %s", w, group)
          .isLessThan(1e-12);
    }
  }

  @Test
  void sizesAreThoseThatTheSizeRuleLetsIn() {
    FeatureType type = FeatureType.regular(PointGroup.cyclic(4), 1);
    for (Window w : WINDOWS) {
      TransposedGroupCorrelation up = new TransposedGroupCorrelation(type, 1, w);
      for (int n = 2; n < 9; n++) {
        int larger = up.outputSize(n, n)[0];
        assertThat(w.outputSize(larger)).isEqualTo(n);
        assertThat(w.remainder(larger)).isZero();
      }
    }
    Window doubling = Window.of(4).stride(2).padding(1);
    assertThat(new TransposedGroupCorrelation(type, 1, doubling).outputSize(7, 9))
        .containsExactly(14, 18);
  }

  @Test
  void addsABiasPerField() {
    FeatureType type = FeatureType.regular(PointGroup.cyclic(4), 2);
    TransposedGroupCorrelation up = new TransposedGroupCorrelation(type, 3, Window.of(2).stride(2));
    FeatureMap zero = Maps.of(type, new double[2 * 4 * 9], 1, 3, 3);
    try (Weights weights = Maps.weights(up, 1)) {
      double[] bias = Maps.numbers(weights, up, "bias");
      double[] y = Maps.values(up.apply(zero, Pass.inference(weights)));
      double[] expected = new double[3 * 4 * 36];
      Arrays.setAll(expected, i -> bias[i / (4 * 36)]);
      assertThat(y).containsExactly(expected);
    }
    assertThat(up.parameters()).hasSize(2);
    assertThat(up.parameters().get(0).count()).isEqualTo(2 * 3 * 4 * 4);
    assertThat(up.multiplyAdds(3, 3)).isEqualTo(9L * 4 * 8 * 12);
  }

  @Test
  void startsWithTheVarianceOfItsInputForRectifiers() {
    FeatureType type = FeatureType.regular(PointGroup.cyclic(4), 16);
    TransposedGroupCorrelation up =
        new TransposedGroupCorrelation(type, 16, Window.of(2).stride(2));
    FeatureMap x = Maps.random(type, 1, 4, 8, 8);
    try (Weights weights = Weights.initialise(up.parameters(), 5);
        Weights wide = weights.to(Precision.FLOAT64, ComputeDevice.CPU)) {
      double[] y = Maps.values(up.apply(x, Pass.inference(wide)));
      double variance = Arrays.stream(y).map(v -> v * v).average().orElseThrow();
      assertThat(variance).isBetween(1.6, 2.4);
    }
  }

  @Test
  void refusesWhatItCannotTake() {
    PointGroup c4 = PointGroup.cyclic(4);
    FeatureType image = FeatureType.trivial(c4, 2);
    assertThatExceptionOfType(FeatureTypeException.class)
        .isThrownBy(() -> new TransposedGroupCorrelation(image, 2, Window.of(2)))
        .withMessageContainingAll("C4: 2 trivial", "lifting");
    Window padded = Window.of(3).padding(2);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new TransposedGroupCorrelation(FeatureType.regular(c4, 1), 1, padded)
                    .outputSize(2, 2))
        .withMessageContainingAll("kernel 3 padding 2", "size 2");
  }
}
