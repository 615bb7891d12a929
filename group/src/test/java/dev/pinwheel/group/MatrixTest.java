package dev.pinwheel.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class MatrixTest {

  private static final Matrix A = Matrix.of(new double[] {1, 2}, new double[] {3, 4});
  private static final Matrix B = Matrix.of(new double[] {0, 5, 6}, new double[] {7, 8, 9});

  @Provide
  Arbitrary<Matrix> squares() {
    return Arbitraries.doubles()
        .between(-4, 4)
        .array(double[].class)
        .ofSize(9)
        .map(a -> Matrix.generate(3, 3, (i, j) -> a[3 * i + j]));
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void inverseUndoes(@ForAll("squares") Matrix a) {
    Assume.that(Math.abs(a.determinant()) > 0.1);
    assertThat(a.times(a.inverse()).isCloseTo(Matrix.identity(3), 1e-9)).isTrue();
    assertThat(a.inverse().times(a).isCloseTo(Matrix.identity(3), 1e-9)).isTrue();
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void determinantAndTransposeReverseProducts(
      @ForAll("squares") Matrix a, @ForAll("squares") Matrix b) {
    Matrix product = a.times(b);
    assertThat(product.transpose().isCloseTo(b.transpose().times(a.transpose()), 1e-12)).isTrue();
    assertThat(product.determinant()).isCloseTo(a.determinant() * b.determinant(), within(1e-7));
    assertThat(product.trace()).isCloseTo(b.times(a).trace(), within(1e-10));
  }

  @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
  void kroneckerProductsMultiply(@ForAll("squares") Matrix a, @ForAll("squares") Matrix b) {
    Matrix left = a.kronecker(A).times(b.kronecker(A));
    assertThat(left.isCloseTo(a.times(b).kronecker(A.times(A)), 1e-9)).isTrue();
    assertThat(a.kronecker(b).trace()).isCloseTo(a.trace() * b.trace(), within(1e-9));
  }

  @Test
  void referenceValues() {
    assertThat(A.times(B))
        .isEqualTo(Matrix.of(new double[] {14, 21, 24}, new double[] {28, 47, 54}));
    assertThat(A.determinant()).isCloseTo(-2, within(1e-15));
    assertThat(A.trace()).isEqualTo(5);
    assertThat(A.plus(A)).isEqualTo(A.times(2));
    assertThat(B.transpose().get(2, 1)).isEqualTo(9);
    assertThat(A.apply(1, -1)).containsExactly(-1, -1);
    assertThat(A.apply(Vector.of(1, 0))).isEqualTo(Vector.of(1, 3));
    assertThat(A.kronecker(B).rows()).isEqualTo(4);
    assertThat(A.kronecker(B).get(3, 5)).isEqualTo(36);
    assertThat(Matrix.diagonal(2).directSum(B))
        .isEqualTo(
            Matrix.of(
                new double[] {2, 0, 0, 0}, new double[] {0, 0, 5, 6}, new double[] {0, 7, 8, 9}));
    assertThat(A.directSum(B).rows()).isEqualTo(4);
    assertThat(A.directSum(B).columns()).isEqualTo(5);
  }

  @Test
  void pivotsAvoidZeros() {
    Matrix swap = Matrix.of(new double[] {0, 1}, new double[] {1, 0});
    assertThat(swap.inverse()).isEqualTo(swap);
    assertThat(swap.determinant()).isEqualTo(-1);
    assertThat(Matrix.of(new double[] {1, 2}, new double[] {2, 4}).determinant()).isZero();
  }

  @Test
  void signedPermutations() {
    assertThat(Matrix.of(new double[] {0, -1}, new double[] {1, 0}).isSignedPermutation()).isTrue();
    assertThat(Matrix.of(new double[] {1, 1}, new double[] {0, 1}).isSignedPermutation()).isFalse();
    assertThat(Matrix.diagonal(1, 0.5).isSignedPermutation()).isFalse();
    assertThat(Matrix.diagonal(1, 0).isSignedPermutation()).isFalse();
    assertThat(B.isSignedPermutation()).isFalse();
  }

  @Test
  void equalityIsExactAndIgnoresTheSignOfZero() {
    assertThat(Matrix.diagonal(-0.0)).isEqualTo(Matrix.diagonal(0.0));
    assertThat(Matrix.diagonal(-0.0)).hasSameHashCodeAs(Matrix.diagonal(0.0));
    assertThat(Matrix.diagonal(1 + 1e-15)).isNotEqualTo(Matrix.diagonal(1));
    assertThat(Matrix.diagonal(1 + 1e-15).isCloseTo(Matrix.diagonal(1), 1e-14)).isTrue();
    assertThat(Matrix.diagonal(Double.NaN).isCloseTo(Matrix.diagonal(1), 9)).isFalse();
    assertThat(Matrix.of(new double[] {1, 2}).isCloseTo(Matrix.of(new double[] {1}), 9)).isFalse();
  }

  @Test
  void printsRows() {
    assertThat(Matrix.of(new double[] {0, -1}, new double[] {1.5, 0}))
        .hasToString("[[0, -1], [1.5, 0]]");
  }

  @Test
  void arraysAreCopied() {
    double[][] rows = {{1, 2}, {3, 4}};
    Matrix matrix = Matrix.of(rows);
    rows[0][0] = 9;
    matrix.toArray()[0][0] = 9;
    assertThat(matrix).isEqualTo(A);
  }

  @Test
  void refusesWrongSizes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> B.times(A))
        .withMessageContaining("2x3 matrix cannot multiply a 2x2");
    assertThatIllegalArgumentException().isThrownBy(() -> A.plus(B)).withMessageContaining("2x3");
    assertThatIllegalArgumentException().isThrownBy(B::trace).withMessageContaining("no trace");
    assertThatIllegalArgumentException()
        .isThrownBy(B::determinant)
        .withMessageContaining("no determinant");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> A.apply(1, 2, 3))
        .withMessageContaining("[1.0, 2.0, 3.0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Matrix.of(new double[] {1}, new double[] {1, 2}))
        .withMessageContaining("[1.0, 2.0] has length 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Matrix.of(new double[] {1, 2}, new double[] {2, 4}).inverse())
        .withMessageContaining("[[1, 2], [2, 4]] is singular");
    assertThatIllegalArgumentException().isThrownBy(Matrix::of).withMessageContaining("0 rows");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Matrix.identity(-1))
        .withMessageContaining("-1x-1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> A.get(0, 2))
        .withMessageContaining("(0, 2)");
  }
}
