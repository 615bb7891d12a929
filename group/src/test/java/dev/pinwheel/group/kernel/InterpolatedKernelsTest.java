package dev.pinwheel.group.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.pinwheel.group.Grid;
import dev.pinwheel.group.Matrix;
import dev.pinwheel.group.PointGroup;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterpolatedKernelsTest {
  @ParameterizedTest
  @CsvSource({"3, 9", "4, 12", "5, 21", "7, 37", "9, 69"})
  void aFunctionPerTapOfTheDisc(int kernel, int functions) {
    assertThat(new InterpolatedKernels().basis(PointGroup.cyclic(8), kernel).functions())
        .isEqualTo(functions);
  }

  /** Where the grid is preserved, the functions are taps, and turning permutes them. */
  @ParameterizedTest
  @CsvSource({
    "interpolated, C4, 3",
    "interpolated(cubic), C4, 4",
    "interpolated, D4, 5",
    "interpolated(cubic), O, 3",
    "interpolated(cubic), reflection, 4"
  })
  void onTheGridTapsArePermuted(String family, String name, int kernel) {
    PointGroup group = PointGroup.parse(name);
    KernelBasis basis = KernelFamilies.parse(family).basis(group, kernel);
    Grid taps = basis.taps();
    for (int h = 0; h < group.order(); h++) {
      int[] sources = taps.sources(group, h);
      for (int j = 0; j < basis.functions(); j++) {
        double[] function = basis.turned(0, j);
        double[] turned = basis.turned(h, j);
        for (int y = 0; y < turned.length; y++) {
          assertThat(turned[y]).isEqualTo(function[sources[y]]).isIn(0.0, 1.0);
        }
        assertThat(turned).containsOnlyOnce(1);
      }
    }
  }

  /** L_r turns every turned function by a permutation of taps, to the last digit. */
  @ParameterizedTest
  @CsvSource({"interpolated, C8, 5", "interpolated(cubic), C16, 4", "interpolated(cubic), D12, 7"})
  void quarterTurnsPermuteTurnedFunctions(String family, String name, int kernel) {
    PointGroup group = PointGroup.parse(name);
    KernelBasis basis = KernelFamilies.parse(family).basis(group, kernel);
    int quarter = group.indexOf(Matrix.of(new double[] {0, -1}, new double[] {1, 0})).getAsInt();
    int[] sources = basis.taps().sources(group, quarter);
    for (int h = 0; h < group.order(); h++) {
      for (int j = 0; j < basis.functions(); j++) {
        double[] before = basis.turned(h, j);
        double[] after = basis.turned(group.product(quarter, h), j);
        for (int y = 0; y < after.length; y++) {
          assertThat(after[y]).isEqualTo(before[sources[y]]);
        }
      }
    }
  }

  /** Inside of the free taps the interpolation's functions sum to 1 before they are normalised. */
  @Property
  void theFunctionsSumToOne(@ForAll @DoubleRange(min = -3, max = 3) double x) {
    for (Interpolation interpolation : Interpolation.values()) {
      double sum = 0;
      for (int n = -40; n <= 40; n++) {
        sum += interpolation.at(x - n);
      }
      assertThat(sum).isCloseTo(1, within(1e-14));
    }
  }

  /** A cubic spline through a cubic's values is that cubic. */
  @Property
  void cubicInterpolationReproducesCubics(@ForAll @DoubleRange(min = -2, max = 2) double x) {
    double sum = 0;
    for (int n = -60; n <= 60; n++) {
      sum += (n * n * n - 2 * n * n + 3) * Interpolation.CUBIC.at(x - n);
    }
    assertThat(sum).isCloseTo(x * x * x - 2 * x * x + 3, within(1e-11));
  }

  /** Bilinear weights by hand: tap (1, 0) of a 3×3 filter, turned by 45°. */
  @Test
  void bilinearByHand() {
    KernelBasis basis = new InterpolatedKernels().basis(PointGroup.cyclic(8), 3);
    double[] tap = basis.turned(0, 5);
    double[] turned = basis.turned(1, 5);
    double c = Math.sqrt(0.5);
    // The tap (1, 1), above and to the right, comes from (√2, 0); the tap (1, 0) from (c, −c).
    assertThat(turned[2] / tap[5]).isCloseTo(2 - Math.sqrt(2), within(1e-15));
    assertThat(turned[5] / tap[5]).isCloseTo(c * (1 - c), within(1e-15));
    assertThat(turned[1] / tap[5]).isCloseTo(c * (1 - c), within(1e-15));
    assertThat(turned[4]).isEqualTo(0);
  }

  @Test
  void everyFunctionHasNormOneOverTheGroup() {
    PointGroup group = PointGroup.dihedral(8);
    KernelBasis basis = new InterpolatedKernels(Interpolation.CUBIC).basis(group, 5);
    for (int j = 0; j < basis.functions(); j++) {
      double sum = 0;
      for (int h = 0; h < group.order(); h++) {
        for (double value : basis.turned(h, j)) {
          sum += value * value;
        }
      }
      assertThat(sum / group.order()).isCloseTo(1, within(1e-14));
    }
  }

  @Test
  void aGroupOfShearsIsRefused() {
    PointGroup sheared =
        PointGroup.generate("hexagonal", Matrix.of(new double[] {0, -1}, new double[] {1, 1}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new InterpolatedKernels().basis(sheared, 3))
        .withMessageContaining("is not orthogonal")
        .withMessageContaining("hexagonal");
  }
}
