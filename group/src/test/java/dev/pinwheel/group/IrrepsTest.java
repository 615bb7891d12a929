package dev.pinwheel.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IrrepsTest {

  @ParameterizedTest
  @MethodSource("dev.pinwheel.group.TestGroups#named")
  void areOrthogonalHomomorphisms(PointGroup group) {
    for (Representation irrep : Irreps.of(group).all()) {
      assertThat(irrep.isHomomorphism(1e-14)).isTrue();
      assertThat(irrep.isOrthogonal(1e-14)).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.pinwheel.group.TestGroups#named")
  void charactersAreOrthogonalAndComplete(PointGroup group) {
    List<Representation> irreps = Irreps.of(group).all();
    double sumOfSquares = 0;
    int complexIrreps = 0;
    for (Representation a : irreps) {
      int type = RealType.of(a).endomorphismDimension();
      for (Representation b : irreps) {
        assertThat(Characters.innerProduct(a, b)).isCloseTo(a.equals(b) ? type : 0, within(1e-12));
      }
      sumOfSquares += (double) a.degree() * a.degree() / type;
      // One of complex type splits into two conjugates over C.
      complexIrreps += type;
    }
    assertThat(sumOfSquares).isEqualTo(group.order());
    assertThat(complexIrreps).isEqualTo(ConjugacyClasses.of(group).count());
  }

  @ParameterizedTest
  @MethodSource("dev.pinwheel.group.TestGroups#named")
  void regularHasEachIrrepAsOftenAsItsDegreeSays(PointGroup group) {
    Irreps irreps = Irreps.of(group);
    int[] expected =
        irreps.all().stream()
            .mapToInt(i -> i.degree() / RealType.of(i).endomorphismDimension())
            .toArray();
    Representation regular = Representation.regular(group);
    assertThat(irreps.multiplicities(regular)).containsExactly(expected);
    assertThat(irreps.multiplicities(regular.times(3)))
        .containsExactly(Arrays.stream(expected).map(m -> 3 * m).toArray());
    Representation sum = irreps.decompose(regular);
    assertThat(sum.degree()).isEqualTo(group.order());
    assertThat(Characters.areEquivalent(sum, regular)).isTrue();
  }

  @Test
  void namesAreStated() {
    assertThat(Irreps.of(PointGroup.cyclic(4))).hasToString("C4: [irrep(0), irrep(1), irrep(2)]");
    assertThat(Irreps.of(PointGroup.dihedral(4)))
        .hasToString("D4: [irrep(0,0), irrep(1,0), irrep(1,1), irrep(0,2), irrep(1,2)]");
    assertThat(Irreps.of(PointGroup.dihedral(1))).hasToString("D1: [irrep(0,0), irrep(1,0)]");
    assertThat(Irreps.of(PointGroup.reflection())).hasToString("reflection: [irrep(0), irrep(1)]");
    assertThat(Irreps.of(PointGroup.cubeSymmetries()).all()).hasSize(10);
    assertThat(Irreps.of(PointGroup.trivial(3))).hasToString("trivial(3): [irrep(0)]");
  }

  @Test
  void valuesAreStated() {
    Irreps c8 = Irreps.of(PointGroup.cyclic(8));
    assertThat(c8.get("3").matrix(2)).isEqualTo(PointGroup.cyclic(4).matrix(3));
    assertThat(c8.get("4").matrix(3)).isEqualTo(Matrix.diagonal(-1));
    assertThat(RealType.of(c8.get("3"))).isEqualTo(RealType.COMPLEX);
    Irreps d4 = Irreps.of(PointGroup.dihedral(4));
    assertThat(signs(d4.get("1,0"))).containsExactly(1, -1);
    assertThat(signs(d4.get("0,2"))).containsExactly(-1, 1);
    assertThat(signs(d4.get(" 1, 2 "))).containsExactly(-1, -1);
    assertThat(RealType.of(d4.get("1,1"))).isEqualTo(RealType.REAL);
    PointGroup oh = PointGroup.cubeSymmetries();
    assertThat(Irreps.of(oh).get("T1u")).isEqualTo(Representation.of("space", oh, oh::matrix));
  }

  /** The values at r and at s of D4. */
  private static double[] signs(Representation irrep) {
    return new double[] {irrep.character(1), irrep.character(4)};
  }

  @Test
  void tensorSquareOfSpaceDecomposes() {
    // A matrix is its trace, its antisymmetric part and five components that are traceless.
    Irreps irreps = Irreps.of(PointGroup.cubeRotations());
    Representation space = irreps.get("T1");
    assertThat(irreps.decompose(space.tensor(space)))
        .hasToString("irrep(A1) + irrep(E) + irrep(T1) + irrep(T2)");
  }

  @Test
  void quotientsDecompose() {
    PointGroup group = PointGroup.dihedral(4);
    Representation onCorners = Representation.parse(group, "quotient(D1)");
    assertThat(Irreps.of(group).decompose(onCorners))
        .hasToString("irrep(0,0) + irrep(1,1) + irrep(0,2)");
  }

  @Test
  void tablesDecideAndNotMatrices() {
    FiniteGroup plain = FiniteGroup.of("Z5", 5, (g, h) -> (g + h) % 5);
    assertThat(Irreps.of(plain).all()).hasSize(3);
    assertThat(Irreps.of(TestGroups.obliqueHexagonal()).all()).hasSize(4);
    assertThat(Irreps.of(PointGroup.parse("p4m"))).isEqualTo(Irreps.of(PointGroup.dihedral(4)));
  }

  @Test
  void quaternionsAreOfQuaternionicType() {
    PointGroup group = TestGroups.quaternions();
    assertThat(RealType.of(Representation.of("left", group, group::matrix)))
        .isEqualTo(RealType.QUATERNIONIC);
  }

  @Test
  void refusesOtherGroupsAndLabels() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Irreps.of(TestGroups.icosahedral()))
        .withMessageContaining("I (order 60) are not known")
        .withMessageContaining("C<N> or D<N>");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Irreps.of(PointGroup.dihedral(4)).get("0,1"))
        .withMessageContaining("no irrep(0,1) of D4")
        .withMessageContaining("irrep(0,0), irrep(1,0), irrep(1,1), irrep(0,2), irrep(1,2)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RealType.of(Representation.regular(PointGroup.cyclic(3))))
        .withMessageContaining("\"regular\" of C3 is reducible")
        .withMessageContaining("3.0");
  }
}
