package dev.pinwheel.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.Maps;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.NativeScope;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.NetBuilder;
import dev.pinwheel.nn.SizeRuleException;
import dev.pinwheel.nn.check.EquivarianceCheck;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Weights;
import dev.pinwheel.nn.module.Window;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Blurring against a repeated mean of neighbours, and what anti-aliasing is for. */
@ExtendWith(NativeScope.class)
class BlurPoolTest {
  private static double[] apply(Layer layer, FeatureMap x) {
    try (Weights none = Maps.weights(layer, 1)) {
      return Maps.values(layer.apply(x, Pass.inference(none)));
    }
  }

  static Stream<Window> windows() {
    return Stream.of(
        Window.of(1).stride(2),
        Window.of(2).stride(2),
        Window.of(3).stride(2).padding(1),
        Window.of(4).stride(2).padding(1),
        Window.of(5).padding(2),
        Window.of(3).stride(3).padding(2));
  }

  /** One axis: zeros at both ends, kernel − 1 times the mean of neighbours, every stride-th one. */
  private static double[] blurred(double[] line, Window w) {
    double[] now = new double[line.length + 2 * w.padding()];
    System.arraycopy(line, 0, now, w.padding(), line.length);
    for (int i = 1; i < w.kernel(); i++) {
      double[] next = new double[now.length - 1];
      for (int j = 0; j < next.length; j++) {
        next[j] = (now[j] + now[j + 1]) / 2;
      }
      now = next;
    }
    double[] result = new double[Reference.positions(w, line.length)];
    for (int j = 0; j < result.length; j++) {
      result[j] = now[j * w.stride()];
    }
    return result;
  }

  @ParameterizedTest
  @MethodSource("windows")
  void isARepeatedMeanOfNeighbours(Window w) {
    FeatureType line = FeatureType.regular(PointGroup.reflection(), 1);
    FeatureMap x = Maps.random(line, 1, 1, 7);
    double[] values = Maps.values(x);
    double[] y = apply(new BlurPool(line, w), x);
    int n = y.length / 2;
    for (int c = 0; c < 2; c++) {
      double[] expected = blurred(Arrays.copyOfRange(values, 7 * c, 7 * c + 7), w);
      double[] found = Arrays.copyOfRange(y, n * c, n * c + n);
      assertThat(Maps.error(found, expected)).isLessThan(1e-14);
    }
  }

  @ParameterizedTest
  @MethodSource("windows")
  void isTheProductOverAxes(Window w) {
    for (int d = 2; d <= 3; d++) {
      FeatureType type = FeatureType.trivial(PointGroup.trivial(d), 1);
      int[] size = d == 2 ? new int[] {6, 7} : new int[] {5, 6, 7};
      double[][] lines = new double[d][];
      for (int axis = 0; axis < d; axis++) {
        lines[axis] = Maps.normal(axis, size[axis]);
      }
      double[][] pooled = Stream.of(lines).map(l -> blurred(l, w)).toArray(double[][]::new);
      double[] y = apply(new BlurPool(type, w), Maps.of(type, product(lines), 1, size));
      assertThat(Maps.error(y, product(pooled))).isLessThan(1e-14);
    }
  }

  private static double[] product(double[][] lines) {
    double[] all = {1};
    for (double[] line : lines) {
      double[] next = new double[all.length * line.length];
      for (int i = 0; i < next.length; i++) {
        next[i] = all[i / line.length] * line[i % line.length];
      }
      all = next;
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void takesThePlaceOfOrdinaryPooling(int factor) {
    List<UnaryOperator<NetBuilder>> pools =
        List.of(b -> b.maxPool(factor), b -> b.maxBlurPool(factor), b -> b.blurPool(factor));
    for (int n = 2 * factor; n < 4 * factor; n++) {
      int size = n;
      for (UnaryOperator<NetBuilder> pool : pools) {
        NetBuilder net = Net.images(PointGroup.dihedral(4), 1, size, size).block(pool);
        if (size % factor == 0) {
          assertThat(net.build().outputSize()).containsExactly(size / factor, size / factor);
        } else {
          assertThatExceptionOfType(SizeRuleException.class).isThrownBy(net::build);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Precision.class,
      names = {"FLOAT32", "FLOAT64"})
  void maximaAndBlurAreExact(Precision precision) {
    Net net = Net.images(PointGroup.dihedral(4), 2, 12, 12).maxBlurPool(2).maxBlurPool(3).build();
    try (Model model = Model.initialise(net, 1)) {
      assertThat(EquivarianceCheck.of(model).precision(precision).run().passed()).isTrue();
    }
  }

  @Test
  void whatTheCoarseGridCannotHoldIsGone() {
    FeatureType line = FeatureType.trivial(PointGroup.reflection(), 1);
    double[] alternating = new double[16];
    Arrays.setAll(alternating, i -> i % 2 == 0 ? 1 : -1);
    FeatureMap x = Maps.of(line, alternating, 1, 16);
    for (int k : new int[] {2, 3, 4, 5}) {
      assertThat(apply(new BlurPool(line, Window.of(k).stride(2)), x)).containsOnly(0);
    }
    assertThat(apply(new BlurPool(line, Window.of(1).stride(2)), x)).containsOnly(1);
  }

  @Test
  void refusesWindowsThatAreNoBlur() {
    FeatureType type = FeatureType.trivial(PointGroup.cyclic(4), 1);
    for (Window w : List.of(Window.of(3).dilation(2), Window.of(3).padding(3), Window.of(26))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new BlurPool(type, w))
          .withMessageContaining(w.toString());
    }
  }
}
