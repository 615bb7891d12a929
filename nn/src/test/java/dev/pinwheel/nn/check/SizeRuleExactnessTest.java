package dev.pinwheel.nn.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.group.Matrix;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.Maps;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.SizeRule;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.layer.GroupCorrelation;
import dev.pinwheel.nn.layer.LiftingCorrelation;
import dev.pinwheel.nn.layer.Reduction;
import dev.pinwheel.nn.layer.SpatialPool;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code (N + 2p − d(k−1) − 1) mod s = 0} on every reversed axis is enough for exactness, and
 * without it equivariance is lost altogether.
 */
class SizeRuleExactnessTest {

  /** Broken means broken, not a little off. */
  private static final double BROKEN = 0.1;

  @ParameterizedTest
  @CsvSource({
    "32, 3, 1, 1, true",
    "32, 3, 2, 1, false",
    "33, 3, 2, 1, true",
    "32, 4, 2, 1, true",
    "32, 2, 2, 0, true",
    "33, 2, 2, 0, false",
    "32, 1, 2, 0, false",
    "33, 1, 2, 0, true",
    "32, 5, 2, 2, false",
    "33, 5, 2, 2, true"
  })
  void theTableOfKnownCases(int n, int k, int s, int p, boolean holds) {
    for (String name : List.of("C4", "D4")) {
      PointGroup group = PointGroup.parse(name);
      Window w = new Window(k, s, p, 1);
      Layer lifting = new LiftingCorrelation(FeatureType.trivial(group, 1), 2, w);
      Layer correlation = new GroupCorrelation(FeatureType.regular(group, 1), 1, w);
      for (Layer layer : List.of(lifting, correlation)) {
        assertThat(SizeRule.violation(layer, n, n).isEmpty()).isEqualTo(holds);
        assertRule(layer, holds, EquivarianceCheck.Derivatives.INCLUDED, n, n);
      }
    }
  }

  /** Group, whether it reverses rows, whether it reverses columns, height less width. */
  static Stream<Arguments> groups() {
    return Stream.of(
        Arguments.of(PointGroup.parse("C1"), false, false, -1),
        Arguments.of(PointGroup.parse("C2"), true, true, 1),
        Arguments.of(PointGroup.parse("C4"), true, true, 0),
        Arguments.of(PointGroup.parse("D1"), false, true, 1),
        Arguments.of(PointGroup.parse("D2"), true, true, -1),
        Arguments.of(PointGroup.parse("D4"), true, true, 0),
        // In the plane y points up and rows go down: x ↔ y reverses both, x ↔ −y transposes.
        Arguments.of(
            PointGroup.generate("x↔y", Matrix.of(new double[][] {{0, 1}, {1, 0}})), true, true, 0),
        Arguments.of(
            PointGroup.generate("x↔−y", Matrix.of(new double[][] {{0, -1}, {-1, 0}})),
            false,
            false,
            0));
  }

  /** Windows in which every position sees at least one pixel. */
  private static List<Window> windows(int maxDilation) {
    List<Window> all = new ArrayList<>();
    for (int k = 1; k <= 5; k++) {
      for (int d = 1; d <= (k == 1 ? 1 : maxDilation); d++) {
        for (int p = 0; p <= 2 && 2 * p <= d * (k - 1); p++) {
          for (int s = 1; s <= 3; s++) {
            all.add(new Window(k, s, p, d));
          }
        }
      }
    }
    return all;
  }

  private static boolean exact(Window w, int n) {
    return (n + 2 * w.padding() - w.dilation() * (w.kernel() - 1) - 1) % w.stride() == 0;
  }

  @ParameterizedTest
  @MethodSource("groups")
  void isSufficientAndNecessaryForLifting(
      PointGroup group, boolean rows, boolean columns, int more) {
    FeatureType type = FeatureType.trivial(group, 2);
    sweep(
        windows(2),
        List.of(5, 6, 7, 8),
        w -> new LiftingCorrelation(type, 2, w),
        rows,
        columns,
        more);
  }

  @ParameterizedTest
  @MethodSource("groups")
  void isSufficientAndNecessaryForGroupCorrelation(
      PointGroup group, boolean rows, boolean columns, int more) {
    FeatureType type = FeatureType.regular(group, 1);
    sweep(windows(1), List.of(6, 7), w -> new GroupCorrelation(type, 1, w), rows, columns, more);
  }

  @ParameterizedTest
  @MethodSource("groups")
  void isSufficientAndNecessaryForPooling(
      PointGroup group, boolean rows, boolean columns, int more) {
    FeatureType type = FeatureType.regular(group, 2);
    for (Reduction reduction : Reduction.values()) {
      sweep(
          windows(1), List.of(6, 7), w -> new SpatialPool(type, w, reduction), rows, columns, more);
    }
  }

  private static void sweep(
      List<Window> windows,
      List<Integer> sizes,
      java.util.function.Function<Window, Layer> make,
      boolean rows,
      boolean columns,
      int more) {
    int[] cases = new int[2];
    for (Window w : windows) {
      for (int width : sizes) {
        int height = width + more;
        if (!w.fits(width) || !w.fits(height)) {
          continue;
        }
        boolean holds = (!rows || exact(w, height)) && (!columns || exact(w, width));
        Layer layer = make.apply(w);
        assertThat(SizeRule.violation(layer, height, width).isEmpty())
            .as("%s on %d×%d", layer, height, width)
            .isEqualTo(holds);
        assertRule(layer, holds, EquivarianceCheck.Derivatives.LEFT_OUT, height, width);
        cases[holds ? 0 : 1]++;
      }
    }
    assertThat(cases[0]).isPositive();
    assertThat(cases[1] > 0).isEqualTo(rows || columns);
  }

  private static void assertRule(
      Layer layer, boolean holds, EquivarianceCheck.Derivatives derivatives, int... size) {
    try (Model model = Maps.model(Net.of(layer, size), 1)) {
      EquivarianceReport report =
          EquivarianceCheck.of(model)
              .precision(Precision.FLOAT64)
              .random(8, 5)
              .derivatives(derivatives)
              .run();
      double error = report.net().worstValue();
      if (holds) {
        assertThat(report.passed()).as("%s: error %s", layer, report.net()).isTrue();
        assertThat(error).isLessThan(1e-12);
      } else {
        assertThat(report.passed()).isFalse();
        assertThat(error).as("%s on %d×%d", layer, size[0], size[1]).isGreaterThan(BROKEN);
        if (derivatives == EquivarianceCheck.Derivatives.INCLUDED) {
          assertThat(report.net().worstGradient()).isGreaterThan(BROKEN);
        }
      }
    }
  }
}
