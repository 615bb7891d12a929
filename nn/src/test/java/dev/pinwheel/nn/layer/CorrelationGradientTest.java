package dev.pinwheel.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.Maps;
import dev.pinwheel.nn.NativeScope;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.feature.Sizes;
import dev.pinwheel.nn.module.Window;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Values and derivatives of correlations in float32 and bf16, depthwise and dense, are those of
 * LibTorch in double precision, whatever the window.
 */
@ExtendWith(NativeScope.class)
class CorrelationGradientTest {
  private static final int CHANNELS = 24;
  private static final int IMAGES = 3;

  private enum Kind {
    DEPTHWISE,
    DENSE
  }

  private static Tensor leaf(long seed, Precision precision, long... shape) {
    int count = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    Tensor leaf = representable(Maps.tensor(Maps.normal(seed, count), shape), precision);
    leaf.set_requires_grad(true);
    return leaf;
  }

  /** Numbers that all formats hold, so that nothing but arithmetic differs. */
  private static Tensor representable(Tensor numbers, Precision precision) {
    return numbers.to(Precision.BFLOAT16.scalarType()).to(precision.scalarType());
  }

  /** The values, then the derivatives by rows, filters and shift, of ⟨v, y⟩. */
  private static List<double[]> results(Kind kind, Precision precision, int[] size, Window window) {
    PointGroup group = size.length == 3 ? PointGroup.cubeRotations() : PointGroup.cyclic(4);
    FeatureType type = FeatureType.regular(group, CHANNELS / group.order());
    Tensor rows = leaf(1, precision, IMAGES * Sizes.pixels(size), CHANNELS);
    long[] shape = Window.perAxis(size.length + 2, window.kernel());
    shape[0] = CHANNELS;
    shape[1] = kind == Kind.DENSE ? CHANNELS : 1;
    Tensor filters = leaf(2, precision, shape);
    Tensor shift = leaf(3, precision, CHANNELS);
    FeatureMap x = FeatureMap.ofRows(type, rows, IMAGES, size);
    FeatureMap y =
        kind == Kind.DENSE
            ? FeatureMap.ofChannels(
                type, DenseCorrelation.of(x.channels(), filters, Tensors.some(shift), window))
            : DepthwiseCorrelation.of(x, filters, Tensors.some(shift), window);
    Tensor v = Maps.tensor(Maps.normal(4, (int) y.rows().numel()), y.rows().sizes().vec().get());
    y.rows().mul(representable(v, precision)).sum().backward();
    assertThat(Tensors.has(filters.grad(), precision.scalarType())).isTrue();
    return Stream.of(y.rows(), rows.grad(), filters.grad(), shift.grad())
        .map(Tensors::toDoubles)
        .toList();
  }

  static Stream<Arguments> cases() {
    List<Arguments> planes =
        List.of(
            arguments(new int[] {7, 7}, Window.of(3).padding(1)),
            arguments(new int[] {11, 9}, Window.of(5).padding(2)),
            arguments(new int[] {5, 5}, Window.of(5)),
            arguments(new int[] {9, 9}, Window.of(3).padding(1).stride(2)),
            arguments(new int[] {10, 8}, Window.of(2).stride(2)),
            arguments(new int[] {10, 10}, Window.of(4).stride(2).padding(1)),
            arguments(new int[] {9, 12}, Window.of(3).padding(2).dilation(2)),
            arguments(new int[] {12, 9}, Window.of(3).padding(1).dilation(3)),
            arguments(new int[] {40, 33}, Window.of(7).padding(3)),
            arguments(new int[] {3, 3}, Window.of(5).padding(4)),
            arguments(new int[] {1, 1}, Window.of(1)),
            arguments(new int[] {3, 70}, Window.of(3).padding(1)),
            arguments(new int[] {5, 4, 6}, Window.of(3).padding(1)),
            arguments(new int[] {5, 5, 5}, Window.of(3).padding(1).stride(2)));
    return Stream.of(Kind.values())
        .flatMap(kind -> planes.stream().map(a -> arguments(kind, a.get()[0], a.get()[1])));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void areThoseOfDoublePrecision(Kind kind, int[] size, Window window) {
    List<double[]> expected = results(kind, Precision.FLOAT64, size, window);
    List<double[]> found = results(kind, Precision.FLOAT32, size, window);
    List<double[]> narrow = results(kind, Precision.BFLOAT16, size, window);
    List<String> names = List.of("values", "by input", "by filters", "by shift");
    for (int i = 0; i < names.size(); i++) {
      assertThat(Maps.error(found.get(i), expected.get(i))).as(names.get(i)).isLessThan(1e-6);
      assertThat(Maps.error(narrow.get(i), expected.get(i)))
          .as("%s, bf16", names.get(i))
          .isLessThan(1e-2);
    }
  }
}
