package dev.pinwheel.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepresentationTest {

  @ParameterizedTest
  @MethodSource("dev.pinwheel.group.TestGroups#all")
  void trivialAndRegularAreHomomorphisms(PointGroup group) {
    Representation regular = Representation.regular(group);
    assertThat(regular.isHomomorphism(0)).isTrue();
    assertThat(regular.degree()).isEqualTo(group.order());
    assertThat(Representation.trivial(group).isHomomorphism(0)).isTrue();
    for (int g = 0; g < group.order(); g++) {
      assertThat(Representation.trivial(group).matrix(g)).isEqualTo(Matrix.identity(1));
      assertThat(regular.character(g)).isEqualTo(g == 0 ? group.order() : 0);
      for (int h = 0; h < group.order(); h++) {
        assertThat(regular.matrix(g).get(group.product(g, h), h)).isEqualTo(1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"C12", "D4", "D6", "O"})
  void quotientsAreHomomorphisms(String name) {
    PointGroup group = PointGroup.parse(name);
    for (Subgroup subgroup : Subgroup.all(group)) {
      Representation quotient = Representation.quotient(subgroup);
      assertThat(quotient.isHomomorphism(0)).isTrue();
      assertThat(quotient.isOrthogonal(0)).isTrue();
      assertThat(quotient.degree()).isEqualTo(subgroup.index());
      assertThat(quotient.cosets()).contains(Cosets.of(subgroup));
      for (int g = 0; g < group.order(); g++) {
        assertThat(quotient.character(g)).isEqualTo(quotient.matrix(g).trace());
      }
      // The trivial representation appears once for each orbit, and cosets are one orbit.
      assertThat(Characters.innerProduct(quotient, Representation.trivial(group)))
          .isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void extremeQuotients() {
    PointGroup group = PointGroup.dihedral(4);
    assertThat(Representation.quotient(Subgroup.trivial(group)))
        .isEqualTo(Representation.regular(group));
    assertThat(Representation.quotient(Subgroup.whole(group)))
        .isEqualTo(Representation.trivial(group));
    assertThat(Representation.quotient(Subgroup.embed(group, PointGroup.cyclic(2))))
        .hasToString("quotient(C2)");
  }

  @Test
  void directSumsAreBlockDiagonal() {
    PointGroup group = PointGroup.dihedral(3);
    Representation irrep = Irreps.of(group).get("1,1");
    Representation sum =
        Representation.directSum(
            List.of(Representation.regular(group), irrep, Representation.trivial(group).times(2)));
    assertThat(sum).hasToString("regular + irrep(1,1) + 2 trivial");
    assertThat(sum.degree()).isEqualTo(10);
    assertThat(sum.isHomomorphism(1e-14)).isTrue();
    assertThat(sum.summands()).hasSize(4);
    for (int g = 0; g < 6; g++) {
      assertThat(sum.matrix(g))
          .isEqualTo(
              Representation.regular(group)
                  .matrix(g)
                  .directSum(irrep.matrix(g))
                  .directSum(Matrix.identity(2)));
      assertThat(sum.character(g)).isCloseTo(sum.matrix(g).trace(), within(1e-14));
    }
    assertThat(sum.cosets()).isEmpty();
    assertThat(irrep.summands()).containsExactly(irrep);
  }

  @ParameterizedTest
  @ValueSource(strings = {"C5", "D4", "O"})
  void tensorProductsMultiplyCharacters(String name) {
    PointGroup group = PointGroup.parse(name);
    List<Representation> irreps = Irreps.of(group).all();
    for (Representation a : irreps) {
      for (Representation b : irreps) {
        Representation product = a.tensor(b);
        assertThat(product.isHomomorphism(1e-13)).isTrue();
        assertThat(product.degree()).isEqualTo(a.degree() * b.degree());
        for (int g = 0; g < group.order(); g++) {
          assertThat(product.character(g))
              .isCloseTo(a.character(g) * b.character(g), within(1e-13));
        }
      }
    }
  }

  @Test
  void matricesOfThePlaneAreARepresentation() {
    PointGroup group = PointGroup.dihedral(5);
    Representation plane = Representation.of("plane", group, group::matrix);
    assertThat(plane).isEqualTo(Irreps.of(group).get("1,1"));
    assertThat(plane.hashCode()).isEqualTo(Irreps.of(group).get("1,1").hashCode());
    assertThat(plane).isNotEqualTo(Irreps.of(group).get("1,2"));
  }

  @Test
  void refusesWhatIsNoHomomorphism() {
    PointGroup group = PointGroup.cyclic(4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Representation.of("sum", group, g -> Matrix.diagonal(g)))
        .withMessageContaining("\"sum\" is no representation of C4")
        .withMessageContaining("differs");
    // The zero map keeps products, but is not in GL(V).
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Representation.of("zero", group, g -> Matrix.diagonal(0)))
        .withMessageContaining("rho(0)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Representation.of("sizes", group, g -> Matrix.identity(g + 1)))
        .withMessageContaining("Infinity");
    HomomorphismCheck check =
        HomomorphismCheck.of(group, g -> Matrix.diagonal(g == 3 ? 1 : g % 2 == 0 ? 1 : -1), 1e-9);
    assertThat(check.holds()).isFalse();
    assertThat(check.error()).isEqualTo(2);
  }

  @Test
  void refusesMixedGroups() {
    Representation c4 = Representation.trivial(PointGroup.cyclic(4));
    Representation d4 = Representation.trivial(PointGroup.dihedral(4));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Representation.directSum(List.of(c4, d4)))
        .withMessageContaining("\"trivial\" is a representation of D4, not of C4");
    assertThatIllegalArgumentException().isThrownBy(() -> c4.tensor(d4));
    assertThatIllegalArgumentException().isThrownBy(() -> Characters.innerProduct(c4, d4));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> c4.restrictedTo(Subgroup.whole(PointGroup.dihedral(4))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Representation.directSum(List.of()))
        .withMessageContaining("0 representations");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> c4.times(0))
        .withMessageContaining("0 copies of trivial");
    assertThatIllegalArgumentException().isThrownBy(() -> c4.matrix(4));
    assertThatIllegalArgumentException().isThrownBy(() -> c4.character(-1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"D4", "D6", "O"})
  void charactersAreConstantOnConjugacyClasses(String name) {
    PointGroup group = PointGroup.parse(name);
    ConjugacyClasses classes = ConjugacyClasses.of(group);
    for (Representation irrep : Irreps.of(group).all()) {
      IntStream.range(0, group.order())
          .forEach(
              g ->
                  assertThat(irrep.character(g))
                      .isCloseTo(
                          irrep.character(classes.representative(classes.classOf(g))),
                          within(1e-13)));
    }
  }
}
