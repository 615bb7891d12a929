package dev.pinwheel.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.Maps;
import dev.pinwheel.nn.NativeScope;
import dev.pinwheel.nn.engine.ComputeDevice;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Weights;
import java.util.function.IntUnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Group norm and layer norm against their formula, and against LibTorch's where there is one. */
@ExtendWith(NativeScope.class)
class GroupNormTest {
  private static final int IMAGES = 3;
  private static final int PIXELS = 20;

  private static FeatureMap map(FeatureType type) {
    double[] values = Maps.normal(1, IMAGES * type.channels() * PIXELS);
    for (int i = 0; i < values.length; i++) {
      values[i] = values[i] * (1 + i % 5) + i * 0.01;
    }
    return Maps.of(type, values, IMAGES, 4, 5);
  }

  /** Values with one number share mean and variance; values are [images, fields, c, pixels]. */
  private static double[] normalised(
      FeatureMap x, double[] scale, double[] shift, IntUnaryOperator set) {
    double[] values = Maps.values(x);
    int perField = x.type().orientations() * PIXELS;
    double[] y = new double[values.length];
    for (int i = 0; i < y.length; i++) {
      double sum = 0;
      double squares = 0;
      int count = 0;
      for (int j = 0; j < y.length; j++) {
        if (set.applyAsInt(j) == set.applyAsInt(i)) {
          sum += values[j];
          squares += values[j] * values[j];
          count++;
        }
      }
      double mean = sum / count;
      double variance = squares / count - mean * mean;
      int field = i / perField % x.type().fields();
      y[i] = (values[i] - mean) / Math.sqrt(variance + 1e-5) * scale[field] + shift[field];
    }
    return y;
  }

  private static void assertNormalises(Layer layer, IntUnaryOperator set) {
    FeatureMap x = map(layer.input());
    try (Weights weights = Maps.weights(layer, 2)) {
      double[] scale = Maps.numbers(weights, layer, "weight");
      double[] shift = Maps.numbers(weights, layer, "bias");
      double[] expected = normalised(x, scale, shift, set);
      for (Pass pass : new Pass[] {Pass.inference(weights), Pass.training(weights, 1)}) {
        assertThat(Maps.error(Maps.values(layer.apply(x, pass)), expected)).isLessThan(1e-12);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6})
  void groupsOfFieldsShareStatistics(int groups) {
    FeatureType type = FeatureType.regular(PointGroup.cyclic(4), 6);
    int size = type.channels() * PIXELS / groups;
    assertNormalises(new GroupNorm(type, groups), i -> i / size);
  }

  @Test
  void fieldsAndOrientationsOfAPixelShareStatistics() {
    FeatureType type = FeatureType.regular(PointGroup.cyclic(4), 3);
    int perImage = type.channels() * PIXELS;
    assertNormalises(new LayerNorm(type), i -> i / perImage * PIXELS + i % PIXELS);
  }

  @Test
  void overTheTrivialGroupTheyAreLibTorchs() {
    FeatureType type = FeatureType.trivial(PointGroup.cyclic(1), 6);
    FeatureMap x = map(type);
    GroupNorm group = new GroupNorm(type, 3);
    LayerNorm layer = new LayerNorm(type);
    try (Weights a = Maps.weights(group, 1);
        Weights b = Maps.weights(layer, 2)) {
      Tensor theirs =
          torch.group_norm(
              x.channels().contiguous(),
              3,
              Tensors.some(a.get(Maps.parameter(group, "weight"))),
              Tensors.some(a.get(Maps.parameter(group, "bias"))),
              1e-5,
              false);
      double[] ours = Tensors.toDoubles(group.apply(x, Pass.inference(a)).channels());
      assertThat(Maps.error(ours, Tensors.toDoubles(theirs))).isLessThan(1e-13);
      theirs =
          torch.layer_norm(
              x.rows(),
              new long[] {6},
              Tensors.some(b.get(Maps.parameter(layer, "weight"))),
              Tensors.some(b.get(Maps.parameter(layer, "bias"))),
              1e-5,
              false);
      ours = Tensors.toDoubles(layer.apply(x, Pass.inference(b)).rows());
      assertThat(Maps.error(ours, Tensors.toDoubles(theirs))).isLessThan(1e-13);
    }
  }

  /** The mean square less the squared mean would have one digit left in float32. */
  @Test
  void keepsDigitsWhereTheMeanIsLarge() {
    FeatureType type = FeatureType.regular(PointGroup.cyclic(4), 4);
    double[] values = Maps.normal(1, 2 * 16 * 1024);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (values[i] + 1000 + i / (16 * 1024) * 500);
    }
    FeatureMap wide = Maps.of(type, values, 2, 32, 32);
    FeatureMap narrow = wide.inFormat(Precision.FLOAT32.scalarType());
    GroupNorm layer = new GroupNorm(type, 2);
    try (Weights exact = Maps.weights(layer, 1);
        Weights rounded = exact.to(Precision.FLOAT32, ComputeDevice.CPU)) {
      double[] expected = Maps.values(layer.apply(wide, Pass.inference(exact)));
      double[] found = Maps.values(layer.apply(narrow, Pass.inference(rounded)));
      assertThat(Maps.error(found, expected)).isLessThan(1e-5);
    }
  }

  @Test
  void refuseWhatCannotBeNormalised() {
    FeatureType type = FeatureType.regular(PointGroup.cyclic(4), 6);
    for (int groups : new int[] {0, 4, 12}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new GroupNorm(type, groups))
          .withMessageContainingAll("C4: 6 regular", Integer.toString(groups));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LayerNorm(FeatureType.trivial(PointGroup.cyclic(4), 1)))
        .withMessageContaining("C4: 1 trivial");
  }
}
