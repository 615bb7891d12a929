package dev.pinwheel.group.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.pinwheel.group.Grid;
import dev.pinwheel.group.Matrix;
import dev.pinwheel.group.PointGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HermiteKernelsTest {

  @ParameterizedTest
  @CsvSource({"1, 0, 1", "1, 3, 4", "2, 2, 6", "2, 3, 10", "3, 2, 10"})
  void thereAreAsManyFunctionsAsPolynomials(int dimension, int degree, int functions) {
    HermiteKernels kernels = HermiteKernels.of(1, degree);
    assertThat(kernels.functions(dimension)).isEqualTo(functions);
    assertThat(kernels.sampled(Matrix.identity(dimension), 1).length).isEqualTo(functions);
  }

  @Test
  void functionsAreOrthonormalUpToSampling() {
    double[][] f = new HermiteKernels(2, 3, 6).sampled(Matrix.identity(2), 1);
    for (int i = 0; i < f.length; i++) {
      for (int j = 0; j < f.length; j++) {
        double product = 0;
        for (int y = 0; y < f[i].length; y++) {
          product += f[i][y] * f[j][y];
        }
        assertThat(product).isCloseTo(i == j ? 1 : 0, within(1e-6));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 2, 0.02", "1, 3, 0.08", "1.5, 3, 1e-5"})
  void samplingErrorIsAsDocumented(double width, int degree, double bound) {
    double[][] f = new HermiteKernels(width, degree, 8).sampled(Matrix.identity(1), 1);
    for (double[] function : f) {
      double norm = 0;
      for (double v : function) {
        norm += v * v;
      }
      assertThat(norm).isCloseTo(1, within(bound));
    }
  }

  @Test
  void dilatedFunctionsKeepTheirIntegral() {
    HermiteKernels kernels = new HermiteKernels(1, 2, 6);
    double[][] one = kernels.sampled(Matrix.identity(2), 1);
    double[][] two = kernels.sampled(Matrix.identity(2), 1.7);
    assertThat(kernels.radius(1)).isEqualTo(6);
    assertThat(kernels.radius(1.7)).isEqualTo(11);
    for (int j = 0; j < one.length; j++) {
      double first = 0;
      for (double v : one[j]) {
        first += v;
      }
      double second = 0;
      for (double v : two[j]) {
        second += v;
      }
      assertThat(second).isCloseTo(first, within(1e-4));
    }
  }

  @Test
  void dilatedFunctionsAgreeWhereGridsMeet() {
    HermiteKernels kernels = HermiteKernels.of(1, 2);
    double[][] one = kernels.sampled(Matrix.identity(1), 1);
    double[][] two = kernels.sampled(Matrix.identity(1), 2);
    for (int j = 0; j < one.length; j++) {
      for (int y = -4; y <= 4; y++) {
        assertThat(2 * two[j][8 + 2 * y]).isCloseTo(one[j][4 + y], within(1e-15));
      }
    }
  }

  @Test
  void turnedFunctionsArePermutedExactly() {
    PointGroup d4 = PointGroup.dihedral(4);
    HermiteKernels kernels = HermiteKernels.of(1, 2);
    double[][] straight = kernels.sampled(Matrix.identity(2), 1);
    for (int h = 0; h < d4.order(); h++) {
      int[] sources = Grid.of(9, 9).sources(d4, h);
      double[][] turned = kernels.sampled(d4.matrix(d4.inverse(h)), 1);
      for (int j = 0; j < straight.length; j++) {
        for (int y = 0; y < sources.length; y++) {
          assertThat(turned[j][y]).isEqualTo(straight[j][sources[y]]);
        }
      }
    }
  }

  @Test
  void whatMakesNoKernelIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HermiteKernels.of(0, 2))
        .withMessageContaining("a width of 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HermiteKernels.of(1, -1))
        .withMessageContaining("degree -1");
  }
}
