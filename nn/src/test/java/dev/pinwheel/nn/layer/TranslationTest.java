package dev.pinwheel.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.Maps;
import dev.pinwheel.nn.NativeScope;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Weights;
import dev.pinwheel.nn.module.Window;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code k ⋆ L_t f = L_t (k ⋆ f)}: moving the image moves the map, while nothing leaves either. */
@ExtendWith(NativeScope.class)
class TranslationTest {
  private static final int N = 14;
  private static final int PATCH = 4;

  static Stream<Layer> layers() {
    FeatureType plain = FeatureType.trivial(PointGroup.cyclic(1), 2);
    FeatureType image = FeatureType.trivial(PointGroup.dihedral(4), 2);
    FeatureType regular = FeatureType.regular(PointGroup.cyclic(4), 2);
    return Stream.of(
        new Plain(plain, 3, Window.of(3).padding(1), KernelOperator.CORRELATION, Bias.NONE),
        new Plain(plain, 3, Window.of(3).padding(1), KernelOperator.CONVOLUTION, Bias.NONE),
        new Plain(plain, 3, Window.of(5).padding(2), KernelOperator.CONVOLUTION, Bias.NONE),
        new Plain(plain, 3, Window.of(4).padding(2), KernelOperator.CORRELATION, Bias.NONE),
        new LiftingCorrelation(image, 2, Window.of(3).padding(1), Bias.NONE),
        new GroupCorrelation(regular, 2, Window.of(5).padding(2), Bias.NONE));
  }

  /** A patch of random numbers, alike wherever it lies, in a map of zeros. */
  private static FeatureMap patch(FeatureType type, int row, int column) {
    double[] numbers = Maps.normal(1, type.channels() * PATCH * PATCH);
    double[] values = new double[type.channels() * N * N];
    for (int c = 0; c < type.channels(); c++) {
      for (int i = 0; i < PATCH; i++) {
        for (int j = 0; j < PATCH; j++) {
          values[(c * N + row + i) * N + column + j] = numbers[(c * PATCH + i) * PATCH + j];
        }
      }
    }
    return Maps.of(type, values, 1, N, N);
  }

  private static double[] moved(double[] values, int n, int down, int right) {
    double[] result = new double[values.length];
    for (int c = 0; c < values.length / (n * n); c++) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          int fromRow = i - down;
          int fromColumn = j - right;
          if (fromRow >= 0 && fromRow < n && fromColumn >= 0 && fromColumn < n) {
            result[(c * n + i) * n + j] = values[(c * n + fromRow) * n + fromColumn];
          }
        }
      }
    }
    return result;
  }

  @ParameterizedTest
  @MethodSource("layers")
  void correlationsCommuteWithTranslations(Layer layer) {
    try (Weights weights = Maps.weights(layer, 2)) {
      Pass pass = Pass.inference(weights);
      FeatureMap still = layer.apply(patch(layer.input(), 5, 5), pass);
      for (int down = -3; down <= 3; down++) {
        for (int right = -3; right <= 3; right++) {
          FeatureMap turned = layer.apply(patch(layer.input(), 5 + down, 5 + right), pass);
          assertThat(
                  Maps.error(
                      Maps.values(turned), moved(Maps.values(still), still.size()[0], down, right)))
              .as("moved by %d, %d", down, right)
              .isLessThan(1e-12);
        }
      }
    }
  }

  @Test
  void convolutionIsCorrelationWithTheKernelMirroredThroughItsCentre() {
    FeatureType type = FeatureType.trivial(PointGroup.cyclic(1), 1);
    Plain correlation = new Plain(type, 1, Window.of(3), KernelOperator.CORRELATION, Bias.NONE);
    Plain convolution = new Plain(type, 1, Window.of(3), KernelOperator.CONVOLUTION, Bias.NONE);
    FeatureMap x = Maps.random(type, 4, 1, 5, 5);
    float[] kernel = {1, 2, 3, 4, 5, 6, 7, 8, 10};
    float[] mirrored = {10, 8, 7, 6, 5, 4, 3, 2, 1};
    assertThat(apply(convolution, kernel, x)).containsExactly(apply(correlation, mirrored, x));
    assertThat(Maps.error(apply(convolution, kernel, x), apply(correlation, kernel, x)))
        .isGreaterThan(0.1);
  }

  private static double[] apply(Layer layer, float[] kernel, FeatureMap x) {
    try (Weights weights = Maps.weights(layer, 1)) {
      weights.set(Maps.parameter(layer, "weight"), kernel);
      return Maps.values(layer.apply(x, Pass.inference(weights)));
    }
  }
}
