package dev.pinwheel.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.Maps;
import dev.pinwheel.nn.NativeScope;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Weights;
import dev.pinwheel.nn.module.Window;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pooling against loops over windows. */
@ExtendWith(NativeScope.class)
class PoolingTest {
  private static final FeatureType TYPE = FeatureType.regular(PointGroup.cyclic(4), 2);
  private static final int PLANES = 2 * TYPE.channels();
  private static final int HEIGHT = 7;
  private static final int WIDTH = 6;

  static Stream<Window> windows() {
    return Stream.of(
        Window.of(1).stride(2),
        Window.of(2).stride(2),
        Window.of(3),
        Window.of(3).stride(2).padding(1),
        Window.of(2).padding(1),
        Window.of(4).stride(3).padding(2));
  }

  private static double[] apply(Layer layer, FeatureMap x) {
    try (Weights none = Weights.initialise(List.of(), 0)) {
      return Maps.values(layer.apply(x, Pass.inference(none)));
    }
  }

  /** Maximum (padding is −∞) and sum (padding is 0) over every window. */
  private static double[][] reduced(double[] f, Window w) {
    int rows = Reference.positions(w, HEIGHT);
    int columns = Reference.positions(w, WIDTH);
    double[] max = new double[PLANES * rows * columns];
    double[] sum = new double[max.length];
    Arrays.fill(max, Double.NEGATIVE_INFINITY);
    for (int at = 0; at < max.length; at++) {
      int plane = at / (rows * columns);
      int top = at / columns % rows * w.stride() - w.padding();
      int left = at % columns * w.stride() - w.padding();
      for (int a = 0; a < w.kernel(); a++) {
        for (int b = 0; b < w.kernel(); b++) {
          int i = top + a * w.dilation();
          int j = left + b * w.dilation();
          if (i >= 0 && i < HEIGHT && j >= 0 && j < WIDTH) {
            double value = f[(plane * HEIGHT + i) * WIDTH + j];
            max[at] = Math.max(max[at], value);
            sum[at] += value;
          }
        }
      }
    }
    return new double[][] {max, sum};
  }

  @ParameterizedTest
  @MethodSource("windows")
  void maximumOverEachWindow(Window w) {
    FeatureMap x = Maps.random(TYPE, 1, 2, HEIGHT, WIDTH);
    assertThat(apply(new SpatialPool(TYPE, w, Reduction.MAX), x))
        .containsExactly(reduced(Maps.values(x), w)[0]);
  }

  @Test
  void maximumOverTapsSetApart() {
    Window w = Window.of(2).dilation(3);
    FeatureMap x = Maps.random(TYPE, 1, 2, HEIGHT, WIDTH);
    assertThat(apply(new SpatialPool(TYPE, w, Reduction.MAX), x))
        .containsExactly(reduced(Maps.values(x), w)[0]);
  }

  @ParameterizedTest
  @MethodSource("windows")
  void meanOverEachWindowCountsPaddingAsZeros(Window w) {
    FeatureMap x = Maps.random(TYPE, 1, 2, HEIGHT, WIDTH);
    double[] mean = reduced(Maps.values(x), w)[1];
    Arrays.setAll(mean, i -> mean[i] / (w.kernel() * w.kernel()));
    assertThat(Maps.error(apply(new SpatialPool(TYPE, w, Reduction.MEAN), x), mean))
        .isLessThan(1e-15);
  }

  @Test
  void globalPoolReducesAllPixels() {
    FeatureMap x = Maps.random(TYPE, 1, 2, HEIGHT, WIDTH);
    double[] f = Maps.values(x);
    double[] max = new double[PLANES];
    double[] mean = new double[PLANES];
    for (int plane = 0; plane < PLANES; plane++) {
      double[] pixels = Arrays.copyOfRange(f, plane * 42, (plane + 1) * 42);
      max[plane] = Arrays.stream(pixels).max().orElseThrow();
      mean[plane] = Arrays.stream(pixels).sum() / 42;
    }
    assertThat(apply(new GlobalPool(TYPE, Reduction.MAX), x)).containsExactly(max);
    assertThat(Maps.error(apply(new GlobalPool(TYPE, Reduction.MEAN), x), mean)).isLessThan(1e-14);
    assertThat(new GlobalPool(TYPE, Reduction.MAX).outputSize(HEIGHT, WIDTH)).containsExactly(1, 1);
  }

  @Test
  void windowsThatTheEngineCannotPoolAreRefusedWhenBuilt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SpatialPool(TYPE, Window.of(3).padding(2), Reduction.MAX))
        .withMessageContaining("kernel 3 padding 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SpatialPool(TYPE, Window.of(2).dilation(2), Reduction.MEAN))
        .withMessageContaining("dilation");
  }
}
