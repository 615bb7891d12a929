package dev.pinwheel.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CosetsTest {

  @ParameterizedTest
  @ValueSource(strings = {"C1", "C12", "D4", "D6", "O", "Oh"})
  void laws(String name) {
    FiniteGroup group = PointGroup.parse(name);
    for (Subgroup subgroup : Subgroup.all(group)) {
      Cosets cosets = Cosets.of(subgroup);
      assertThat(cosets.count()).isEqualTo(group.order() / subgroup.order());
      for (int g = 0; g < group.order(); g++) {
        int representative = cosets.representative(cosets.cosetOf(g));
        // The representative is the smallest element, and gK is a left coset.
        assertThat(representative).isLessThanOrEqualTo(g);
        assertThat(subgroup.contains(group.product(group.inverse(representative), g))).isTrue();
        assertThat(cosets.cosetOf(g) == 0).isEqualTo(subgroup.contains(g));
      }
      assertThat(IntStream.range(0, cosets.count()).map(cosets::representative).toArray())
          .isSorted();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"D4", "D6", "O"})
  void actionIsAnActionFromTheLeft(String name) {
    FiniteGroup group = PointGroup.parse(name);
    for (Subgroup subgroup : Subgroup.all(group)) {
      Cosets cosets = Cosets.of(subgroup);
      for (int c = 0; c < cosets.count(); c++) {
        assertThat(cosets.act(0, c)).isEqualTo(c);
        for (int g = 0; g < group.order(); g++) {
          for (int h = 0; h < group.order(); h++) {
            if (cosets.act(group.product(g, h), c) != cosets.act(g, cosets.act(h, c))) {
              assertThat(cosets).as("(%s·%s) on %s", g, h, c).isNull();
            }
          }
        }
      }
    }
  }

  @Test
  void extremeSubgroups() {
    FiniteGroup group = PointGroup.dihedral(3);
    Cosets elements = Cosets.of(Subgroup.trivial(group));
    for (int g = 0; g < 6; g++) {
      assertThat(elements.cosetOf(g)).isEqualTo(g);
      assertThat(elements.act(g, 4)).isEqualTo(group.product(g, 4));
    }
    assertThat(Cosets.of(Subgroup.whole(group)).count()).isEqualTo(1);
  }

  @Test
  void leftAndRightCosetsDiffer() {
    // In D4, r·{e, s} = {r, r·s}; the right coset would be {r, s·r} = {r, r^3·s}.
    Cosets cosets = Cosets.of(Subgroup.of(PointGroup.dihedral(4), 0, 4));
    assertThat(cosets.cosetOf(5)).isEqualTo(cosets.cosetOf(1));
    assertThat(cosets.cosetOf(7)).isNotEqualTo(cosets.cosetOf(1));
    assertThat(cosets).hasToString("D4/{0,4}");
  }

  @Test
  void valueEquality() {
    Cosets cosets = Cosets.of(Subgroup.generatedBy(PointGroup.dihedral(4), 1));
    Cosets same = Cosets.of(Subgroup.embed(PointGroup.parse("p4m"), PointGroup.cyclic(4)));
    assertThat(same).isEqualTo(cosets).hasSameHashCodeAs(cosets);
  }

  @Test
  void refusesWhatIsNoCoset() {
    Cosets cosets = Cosets.of(Subgroup.embed(PointGroup.dihedral(4), PointGroup.cyclic(4)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cosets.representative(2))
        .withMessageContaining("no coset 2")
        .withMessageContaining("C4 of D4");
  }
}
