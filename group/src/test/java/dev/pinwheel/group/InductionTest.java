package dev.pinwheel.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InductionTest {

  @ParameterizedTest
  @ValueSource(strings = {"C12", "D4", "D6", "O"})
  void inductionFromTrivialIsQuotient(String name) {
    FiniteGroup group = PointGroup.parse(name);
    for (Subgroup subgroup : Subgroup.all(group)) {
      Representation induced =
          Representation.induced(subgroup, Representation.trivial(subgroup.asGroup()));
      assertThat(induced).isEqualTo(Representation.quotient(subgroup));
    }
    Subgroup trivial = Subgroup.trivial(group);
    assertThat(Representation.induced(trivial, Representation.trivial(trivial.asGroup())))
        .isEqualTo(Representation.regular(group));
  }

  @ParameterizedTest
  @ValueSource(strings = {"C8", "C12", "D3", "D4", "D6"})
  void frobeniusReciprocity(String name) {
    FiniteGroup group = PointGroup.parse(name);
    List<Representation> irreps = Irreps.of(group).all();
    for (Subgroup subgroup : Subgroup.all(group)) {
      for (Representation sigma : Irreps.of(subgroup.asGroup()).all()) {
        requireReciprocity(subgroup, sigma, irreps);
      }
    }
  }

  @Test
  void frobeniusReciprocityInTheCube() {
    PointGroup group = PointGroup.cubeRotations();
    Representation space = Irreps.of(group).get("T1");
    for (Subgroup subgroup : Subgroup.all(group)) {
      Representation sigma = space.restrictedTo(subgroup);
      assertThat(sigma.isHomomorphism(1e-14)).isTrue();
      requireReciprocity(subgroup, sigma, Irreps.of(group).all());
    }
  }

  private static void requireReciprocity(
      Subgroup subgroup, Representation sigma, List<Representation> irreps) {
    Representation induced = Representation.induced(subgroup, sigma);
    assertThat(induced.isHomomorphism(1e-13)).isTrue();
    assertThat(induced.degree()).isEqualTo(subgroup.index() * sigma.degree());
    for (Representation psi : irreps) {
      assertThat(Characters.innerProduct(induced, psi))
          .isCloseTo(Characters.innerProduct(sigma, psi.restrictedTo(subgroup)), within(1e-12));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"C8", "D4", "D6"})
  void inductionOfTheRegularIsTheRegular(String name) {
    FiniteGroup group = PointGroup.parse(name);
    for (Subgroup subgroup : Subgroup.all(group)) {
      Representation induced =
          Representation.induced(subgroup, Representation.regular(subgroup.asGroup()));
      assertThat(Characters.areEquivalent(induced, Representation.regular(group))).isTrue();
      Representation restricted = Representation.regular(group).restrictedTo(subgroup);
      assertThat(
              Characters.areEquivalent(
                  restricted, Representation.regular(subgroup.asGroup()).times(subgroup.index())))
          .isTrue();
    }
    assertThat(
            Characters.areEquivalent(
                Representation.regular(group), Representation.trivial(group).times(group.order())))
        .isFalse();
  }

  @Test
  void refusesRepresentationsOfOtherGroups() {
    PointGroup group = PointGroup.dihedral(4);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Representation.induced(
                    Subgroup.embed(group, PointGroup.cyclic(2)), Representation.trivial(group)))
        .withMessageContaining("\"trivial\" is a representation of D4, not of C2");
  }
}
