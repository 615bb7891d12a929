package dev.pinwheel.group.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.pinwheel.group.Matrix;
import dev.pinwheel.group.PointGroup;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HarmonicKernelsTest {
  private static final HarmonicKernels HARMONIC = new HarmonicKernels();

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 3", "3, 6", "4, 8", "5, 11", "6, 13", "7, 20", "8, 24", "9, 33"})
  void functionsPerPairOfFields(int kernel, int functions) {
    assertThat(HARMONIC.basis(PointGroup.cyclic(16), kernel).functions()).isEqualTo(functions);
  }

  /**
   * By the formula, for 3×3 taps, where the corrections are few enough to be written out. R = 2,
   * and the window is 1, 27/64 and 1/8 on the taps at distances 0, 1 and √2. Frequency 2 is
   * corrected for −2 alone: z² − c z̄² with Re scaled by 1 − c and Im by 1 + c, so that Σ Re u (x²
   * − y²) = Σ Im u 2xy, 4·(27/64)·(1 − c) = 16·(1/8)·(1 + c).
   */
  @ParameterizedTest
  @ValueSource(strings = {"C4", "C8", "C16", "D8", "D5"})
  void turnedFunctionsAreTheFormulaAtTurnedPoints(String name) {
    PointGroup group = PointGroup.parse(name);
    KernelBasis basis = new HarmonicKernels(3, 1).basis(group, 3);
    double c = (27.0 / 16 - 2) / (27.0 / 16 + 2);
    for (int h = 0; h < group.order(); h++) {
      double[][] table = new double[basis.functions()][];
      Arrays.setAll(table, j -> basis.turned(group.identity(), j));
      Matrix back = group.matrix(h).inverse();
      for (int y = 0; y < 9; y++) {
        double[] x = basis.taps().coordinates(y);
        double[] s = back.apply(x);
        double window = Math.pow(1 - (x[0] * x[0] + x[1] * x[1]) / 4, 3);
        // Constant factors by the identity's samples at the taps 5, (1, 0), and 2, (1, 1).
        double unit = 27.0 / 64;
        assertThat(basis.turned(h, 0)[y]).isCloseTo(table[0][4] * window, within(1e-15));
        assertThat(basis.turned(h, 2)[y])
            .isCloseTo(table[2][5] / unit * window * s[0], within(1e-15));
        assertThat(basis.turned(h, 3)[y])
            .isCloseTo(table[3][1] / unit * window * s[1], within(1e-15));
        // The gains of cos 2φ and sin 2φ belong to the grid, the turning to the pair.
        double scale = table[4][5] / unit / (1 - c);
        double cosine = Math.pow(x[0], 2) - Math.pow(x[1], 2);
        double sine = 2 * x[0] * x[1];
        Matrix m = group.matrix(h);
        double cos2 = m.get(0, 0) * m.get(0, 0) - m.get(1, 0) * m.get(1, 0);
        double sin2 = 2 * m.get(0, 0) * m.get(1, 0);
        assertThat(basis.turned(h, 4)[y])
            .isCloseTo(
                scale * window * (cos2 * (1 - c) * cosine + sin2 * (1 + c) * sine), within(1e-15));
      }
    }
  }

  /** L_g e_j is a sum of functions of its frequency, with the coefficients that (x, y) turns by. */
  @Property(tries = 30)
  void turningStaysInTheSpan(@ForAll @IntRange(min = 2, max = 9) int kernel) {
    PointGroup group = PointGroup.dihedral(12);
    KernelBasis basis = HARMONIC.basis(group, kernel);
    double[][] functions = new double[basis.functions()][];
    Arrays.setAll(functions, j -> basis.turned(0, j));
    for (int h = 0; h < group.order(); h++) {
      for (int j = 0; j < functions.length; j++) {
        assertThat(distance(basis.turned(h, j), functions)).isLessThan(1e-12);
      }
    }
  }

  /** The distance from a span, by Gram and Schmidt. */
  private static double distance(double[] vector, double[][] span) {
    double[][] orthogonal = new double[span.length + 1][];
    for (int i = 0; i <= span.length; i++) {
      double[] rest = (i < span.length ? span[i] : vector).clone();
      for (int pass = 0; pass < 2; pass++) {
        for (int k = 0; k < i; k++) {
          double[] unit = orthogonal[k];
          double factor = dot(rest, unit);
          Arrays.setAll(rest, y -> rest[y] - factor * unit[y]);
        }
      }
      double norm = Math.sqrt(dot(rest, rest));
      orthogonal[i] = i < span.length ? Arrays.stream(rest).map(v -> v / norm).toArray() : rest;
    }
    return Math.sqrt(dot(orthogonal[span.length], orthogonal[span.length]));
  }

  /** L_r turns every turned function by a permutation of taps, to the last digit; so do flips. */
  @ParameterizedTest
  @CsvSource({"C4, 3", "C8, 5", "C16, 4", "D8, 7", "D12, 9", "D4, 2"})
  void quarterTurnsAndFlipsPermuteSamples(String name, int kernel) {
    PointGroup group = PointGroup.parse(name);
    KernelBasis basis = HARMONIC.basis(group, kernel);
    for (int g = 0; g < group.order(); g++) {
      if (group.matrix(g).isSignedPermutation()) {
        int[] sources = basis.taps().sources(group, g);
        for (int h = 0; h < group.order(); h++) {
          for (int j = 0; j < basis.functions(); j++) {
            double[] before = basis.turned(h, j);
            double[] after = basis.turned(group.product(g, h), j);
            for (int y = 0; y < after.length; y++) {
              assertThat(after[y]).isEqualTo(before[sources[y]]);
            }
          }
        }
      }
    }
  }

  /**
   * On polynomials of degree up to 4 each function acts as one of its frequency at every angle: the
   * answer to (x + iy)^a (x − iy)^b, turned with the function, does not depend on the angle.
   */
  @Property(tries = 20)
  void onPolynomialsEveryAngleIsExact(
      @ForAll @IntRange(min = 5, max = 9) int kernel,
      @ForAll @IntRange(min = 0, max = 4) int a,
      @ForAll @IntRange(min = 0, max = 4) int b,
      @ForAll @DoubleRange(min = 0, max = 6.28) double phase) {
    if (a + b > 4) {
      return;
    }
    PointGroup group = PointGroup.dihedral(24);
    KernelBasis basis = HARMONIC.basis(group, kernel);
    for (int j = 0; j < basis.functions(); j++) {
      double answer = answer(basis, group, 0, j, a, b, phase);
      for (int h = 1; h < group.order(); h++) {
        assertThat(answer(basis, group, h, j, a, b, phase)).isCloseTo(answer, within(1e-11));
      }
    }
  }

  private static double answer(
      KernelBasis basis, PointGroup group, int h, int j, int a, int b, double phase) {
    double[] turned = basis.turned(h, j);
    Matrix back = group.matrix(h).transpose();
    double sum = 0;
    for (int y = 0; y < turned.length; y++) {
      double[] x = back.apply(basis.taps().coordinates(y));
      double radius = Math.hypot(x[0], x[1]) / basis.taps().size(0);
      double angle = (a - b) * Math.atan2(x[1], x[0]) + phase;
      sum += turned[y] * Math.pow(radius, a + b) * Math.cos(angle);
    }
    return sum;
  }

  /** Over a group of more than twice the greatest frequency the functions are orthogonal. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 7, 9})
  void functionsAreOrthogonalAndNormsFall(int kernel) {
    PointGroup group = PointGroup.cyclic(16);
    KernelBasis basis = HARMONIC.basis(group, kernel);
    int functions = basis.functions();
    double total = 0;
    for (int i = 0; i < functions; i++) {
      for (int j = 0; j < functions; j++) {
        double sum = 0;
        for (int h = 0; h < group.order(); h++) {
          sum += dot(basis.turned(h, i), basis.turned(h, j)) / group.order();
        }
        if (i == j) {
          total += sum;
        } else {
          assertThat(sum).isCloseTo(0, within(1e-14));
        }
      }
    }
    assertThat(total).isCloseTo(functions, within(1e-12));
  }

  @Test
  void normsFallWithFrequencyAndProfile() {
    KernelBasis basis = new HarmonicKernels(3, 0.25).basis(PointGroup.cyclic(16), 3);
    double[] exponents = {0, 0.5, 1, 1, 2, 2};
    for (int j = 0; j < exponents.length; j++) {
      double norm = 0;
      double first = 0;
      for (int h = 0; h < 16; h++) {
        norm += dot(basis.turned(h, j), basis.turned(h, j));
        first += dot(basis.turned(h, 0), basis.turned(h, 0));
      }
      assertThat(Math.sqrt(norm / first)).isCloseTo(Math.pow(0.25, exponents[j]), within(1e-15));
    }
  }

  /** Any group of orthogonal matrices will do: turned axes, and a flip along a diagonal. */
  @Test
  void aGroupOfOnesOwn() {
    double c = Math.cos(0.3);
    double s = Math.sin(0.3);
    PointGroup group =
        PointGroup.generate("flip", Matrix.of(new double[] {c, s}, new double[] {s, -c}));
    KernelBasis basis = HARMONIC.basis(group, 5);
    // x turned by the flip.
    double unit = basis.turned(0, 3)[13];
    assertThat(basis.turned(1, 3)[13]).isCloseTo(unit * c, within(1e-15));
    assertThat(basis.turned(1, 3)[7]).isCloseTo(unit * s, within(1e-15));
    assertThat(basis.turned(1, 4)[13]).isCloseTo(unit * s, within(1e-15));
  }

  @Test
  void otherSpacesAndShearsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HARMONIC.basis(PointGroup.cubeRotations(), 3))
        .withMessageContaining("O acts on R^3")
        .withMessageContaining("grid");
    PointGroup sheared =
        PointGroup.generate("hexagonal", Matrix.of(new double[] {0, -1}, new double[] {1, 1}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HARMONIC.basis(sheared, 3))
        .withMessageContaining("is not orthogonal");
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int y = 0; y < a.length; y++) {
      sum += a[y] * b[y];
    }
    return sum;
  }
}
