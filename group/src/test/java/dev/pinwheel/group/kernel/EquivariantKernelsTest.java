package dev.pinwheel.group.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.pinwheel.group.Irreps;
import dev.pinwheel.group.Matrix;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.Representation;
import dev.pinwheel.group.Subgroup;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EquivariantKernelsTest {
  private static List<Representation> kinds(PointGroup group) {
    List<Representation> kinds = new ArrayList<>(Irreps.of(group).all());
    for (Subgroup subgroup : Subgroup.all(group)) {
      kinds.add(Representation.quotient(subgroup));
    }
    return kinds;
  }

  static Stream<Arguments> pairs() {
    return Stream.of("C1", "C2", "C4", "D1", "D4", "reflection")
        .map(PointGroup::parse)
        .flatMap(
            group ->
                kinds(group).stream()
                    .flatMap(in -> kinds(group).stream().map(out -> Arguments.of(group, in, out))));
  }

  /** The law, at every tap and for every element, with the matrices' own products. */
  private static void assertEquivariant(PointGroup group, EquivariantKernels kernels, int side) {
    KernelBasis taps = new GridKernels().basis(group, side);
    for (int h = 0; h < group.order(); h++) {
      Matrix left = kernels.output().matrix(h);
      Matrix right = kernels.input().matrix(h).transpose();
      int[] sources = taps.taps().sources(group, h);
      for (int p = 0; p < kernels.count(); p++) {
        double[] k = kernels.kernel(p);
        for (int y = 0; y < sources.length; y++) {
          Matrix turned = left.times(matrix(kernels, k, sources[y])).times(right);
          assertThat(matrix(kernels, k, y).isCloseTo(turned, 1e-12)).isTrue();
        }
      }
    }
  }

  private static Matrix matrix(EquivariantKernels kernels, double[] k, int tap) {
    int n = kernels.input().degree();
    int taps = kernels.size() / n / kernels.output().degree();
    return Matrix.generate(kernels.output().degree(), n, (a, b) -> k[(a * n + b) * taps + tap]);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void obeyTheLawAndAreAllThereAre(PointGroup group, Representation in, Representation out) {
    int side = 3;
    EquivariantKernels kernels =
        EquivariantKernels.of(new GridKernels().basis(group, side), in, out);
    assertEquivariant(group, kernels, side);
    assertThat(kernels.count()).isEqualTo(dimension(group, in, out, side));
    for (int p = 0; p < kernels.count(); p++) {
      for (int q = 0; q <= p; q++) {
        assertThat(product(kernels.kernel(p), kernels.kernel(q)))
            .isCloseTo(p == q ? out.degree() : 0, within(1e-12 * out.degree()));
      }
    }
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** By characters: how often the trivial representation is in taps ⊗ output ⊗ input. */
  private static int dimension(PointGroup group, Representation in, Representation out, int side) {
    KernelBasis taps = new GridKernels().basis(group, side);
    double sum = 0;
    for (int h = 0; h < group.order(); h++) {
      int[] sources = taps.taps().sources(group, h);
      long fixed = 0;
      for (int y = 0; y < sources.length; y++) {
        fixed += sources[y] == y ? 1 : 0;
      }
      sum += fixed * in.character(h) * out.character(h);
    }
    return (int) Math.round(sum / group.order());
  }

  /** The definition of the group correlation: K(y)[h, h'] = k(h⁻¹y, h⁻¹h'). */
  @Test
  void regularFieldsHaveAFreeFilterPerRelativeRotation() {
    PointGroup group = PointGroup.dihedral(4);
    Representation regular = Representation.regular(group);
    KernelBasis basis = new GridKernels().basis(group, 3);
    EquivariantKernels kernels = EquivariantKernels.of(basis, regular, regular);
    assertThat(kernels.count()).isEqualTo(8 * 9);
    for (int p = 0; p < kernels.count(); p++) {
      double[] k = kernels.kernel(p);
      for (int h = 0; h < 8; h++) {
        int[] sources = basis.taps().sources(group, h);
        for (int b = 0; b < 8; b++) {
          int relative = group.product(group.inverse(h), b);
          for (int y = 0; y < 9; y++) {
            assertThat(k[(h * 8 + b) * 9 + y])
                .isCloseTo(k[relative * 9 + sources[y]], within(1e-15));
          }
        }
      }
    }
  }

  @Test
  void anotherGroupIsRefused() {
    KernelBasis basis = new GridKernels().basis(PointGroup.cyclic(4), 3);
    Representation own = Representation.regular(PointGroup.cyclic(4));
    Representation other = Representation.regular(PointGroup.cyclic(2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EquivariantKernels.of(basis, other, own))
        .withMessageContaining("C2");
  }
}
