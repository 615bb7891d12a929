package dev.pinwheel.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubgroupTest {

  private static int divisors(int n) {
    return (int) IntStream.rangeClosed(1, n).filter(d -> n % d == 0).count();
  }

  private static int sumOfDivisors(int n) {
    return IntStream.rangeClosed(1, n).filter(d -> n % d == 0).sum();
  }

  @Test
  void planarGroupsHaveTheKnownNumbersOfSubgroups() {
    for (int n = 1; n <= 16; n++) {
      assertThat(Subgroup.all(PointGroup.cyclic(n))).hasSize(divisors(n));
    }
    for (int n = 1; n <= 12; n++) {
      assertThat(Subgroup.all(PointGroup.dihedral(n))).hasSize(divisors(n) + sumOfDivisors(n));
    }
  }

  @Test
  void spatialGroupsHaveTheKnownNumbersOfSubgroups() {
    assertThat(Subgroup.all(PointGroup.dihedral(4))).hasSize(10);
    assertThat(Subgroup.all(PointGroup.cubeRotations())).hasSize(30);
    assertThat(Subgroup.all(PointGroup.cubeSymmetries())).hasSize(98);
    assertThat(Subgroup.all(TestGroups.icosahedral())).hasSize(59);
    assertThat(Subgroup.all(TestGroups.quaternions())).hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"C12", "D4", "D6", "O"})
  void allSubgroupsAreDifferentAndClosed(String name) {
    PointGroup group = PointGroup.parse(name);
    List<Subgroup> all = Subgroup.all(group);
    assertThat(all).doesNotHaveDuplicates();
    assertThat(all.get(0)).isEqualTo(Subgroup.trivial(group));
    assertThat(all.get(all.size() - 1)).isEqualTo(Subgroup.whole(group));
    for (Subgroup subgroup : all) {
      assertThat(Subgroup.of(group, subgroup.elements())).isEqualTo(subgroup);
      assertThat(subgroup.order() * subgroup.index()).isEqualTo(group.order());
      assertThat(GroupAxioms.check(subgroup.asGroup()).hold()).isTrue();
    }
  }

  @Test
  void normalSubgroupsOfD4AreKnown() {
    PointGroup group = PointGroup.dihedral(4);
    assertThat(Subgroup.all(group).stream().filter(Subgroup::isNormal).map(Subgroup::order))
        .containsExactly(1, 2, 4, 4, 4, 8);
    assertThat(Subgroup.of(group, 0, 2).isNormal()).isTrue();
    assertThat(Subgroup.of(group, 0, 4).isNormal()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"D4,C4", "p4m,p2", "D4,D2", "D4,D1", "D12,D3", "C16,C8", "Oh,O", "O,trivial(3)"})
  void embedsByMatrices(String parentName, String subName) {
    PointGroup parent = PointGroup.parse(parentName);
    PointGroup sub = PointGroup.parse(subName);
    Subgroup subgroup = Subgroup.embed(parent, sub);
    assertThat(subgroup.order()).isEqualTo(sub.order());
    assertThat(subgroup.elements()[0]).isZero();
    assertThat(subgroup.elements()).isSorted();
    assertThat(subgroup.name()).isEqualTo(subName);
    for (int k = 0; k < sub.order(); k++) {
      assertThat(subgroup.contains(parent.indexOf(sub.matrix(k)).orElseThrow())).isTrue();
    }
  }

  @Test
  void asGroupKeepsMatricesAndOrder() {
    Subgroup subgroup = Subgroup.of(PointGroup.dihedral(4), 5, 0, 7, 2);
    assertThat(subgroup.elements()).containsExactly(0, 2, 5, 7);
    PointGroup group = (PointGroup) subgroup.asGroup();
    assertThat(group.matrix(2)).isEqualTo(PointGroup.dihedral(4).matrix(5));
    assertThat(group.elementName(2)).isEqualTo("r90·s");
    assertThat(Subgroup.embed(PointGroup.dihedral(8), PointGroup.dihedral(4)).asGroup().order())
        .isEqualTo(8);
    FiniteGroup plain = FiniteGroup.of("Z4", 4, (g, h) -> (g + h) % 4);
    assertThat(Subgroup.of(plain, 0, 2).asGroup())
        .isEqualTo(FiniteGroup.of("Z2", 2, (g, h) -> (g + h) % 2));
  }

  @ParameterizedTest
  @MethodSource("dev.pinwheel.group.TestGroups#all")
  void generatedByOneElementIsCyclic(PointGroup group) {
    for (int g = 0; g < group.order(); g++) {
      Subgroup subgroup = Subgroup.generatedBy(group, g);
      assertThat(subgroup.order()).isEqualTo(group.elementOrder(g));
      assertThat(subgroup.contains(group.inverse(g))).isTrue();
    }
  }

  @Test
  void equalityCountsParentAndElements() {
    PointGroup group = PointGroup.dihedral(4);
    Set<Subgroup> set = new HashSet<>(List.of(Subgroup.generatedBy(group, 1)));
    assertThat(set).contains(Subgroup.embed(PointGroup.parse("p4m"), PointGroup.cyclic(4)));
    assertThat(set).doesNotContain(Subgroup.whole(PointGroup.cyclic(4)));
    assertThat(Subgroup.whole(group).containsAll(Subgroup.of(group, 0, 4))).isTrue();
    assertThat(Subgroup.of(group, 0, 2).containsAll(Subgroup.of(group, 0, 4))).isFalse();
    assertThat(Subgroup.of(group, 0, 2)).hasToString("subgroup {0,2} of D4 {e, r180}");
  }

  @Test
  void refusesWhatIsNoSubgroup() {
    PointGroup group = PointGroup.dihedral(4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Subgroup.of(group, 0, 1))
        .withMessageContaining("{0, 1} of D4 are not closed: 1·1 = 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Subgroup.of(group, 2))
        .withMessageContaining("lack the identity");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Subgroup.of(group, 0, 8))
        .withMessageContaining("no element 8 in D4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Subgroup.embed(PointGroup.parse("p4"), PointGroup.cyclic(8)))
        .withMessageContaining("C8 is not inside p4")
        .withMessageContaining("r45");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Subgroup.embed(PointGroup.cubeRotations(), PointGroup.cyclic(4)))
        .withMessageContaining("C4 is not inside O: O acts on R^3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Subgroup.whole(group).containsAll(Subgroup.whole(PointGroup.cyclic(4))))
        .withMessageContaining("different parents");
  }
}
