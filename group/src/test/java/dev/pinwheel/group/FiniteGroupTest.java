package dev.pinwheel.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FiniteGroupTest {

  private static FiniteGroup integersModulo(int n) {
    return FiniteGroup.of("Z" + n, n, (g, h) -> (g + h) % n, g -> (n - g) % n);
  }

  @Test
  void isMadeFromAProduct() {
    FiniteGroup group = integersModulo(6);
    assertThat(group.order()).isEqualTo(6);
    assertThat(group.product(4, 5)).isEqualTo(3);
    assertThat(group.inverse(2)).isEqualTo(4);
    assertThat(group.isAbelian()).isTrue();
    assertThat(group.elementName(0)).isEqualTo("e");
    assertThat(group.elementName(5)).isEqualTo("g5");
    assertThat(group).hasToString("Z6");
  }

  @ParameterizedTest
  @MethodSource("dev.pinwheel.group.TestGroups#all")
  void ordersOfElementsDivideTheOrder(PointGroup group) {
    for (int g = 0; g < group.order(); g++) {
      int power = 0;
      for (int i = 0; i < group.elementOrder(g); i++) {
        assertThat(i > 0 && power == 0).isFalse();
        power = group.product(power, g);
      }
      assertThat(power).isZero();
      assertThat(group.order() % group.elementOrder(g)).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.pinwheel.group.TestGroups#all")
  void generatorsGenerateAll(PointGroup group) {
    assertThat(Subgroup.generatedBy(group, group.generators()).order()).isEqualTo(group.order());
  }

  @Test
  void dihedralGroupsAreAbelianUpToD2() {
    assertThat(PointGroup.dihedral(1).isAbelian()).isTrue();
    assertThat(PointGroup.dihedral(2).isAbelian()).isTrue();
    assertThat(PointGroup.dihedral(3).isAbelian()).isFalse();
  }

  @Test
  void equalityIsThatOfTables() {
    FiniteGroup group = integersModulo(4);
    FiniteGroup same = FiniteGroup.of("other name", group.cayleyTable());
    assertThat(same).isEqualTo(group).hasSameHashCodeAs(group);
    assertThat(integersModulo(5)).isNotEqualTo(group);
    // The same table, but no matrices.
    assertThat(group).isNotEqualTo(PointGroup.cyclic(4));
    assertThat(PointGroup.cyclic(4)).isNotEqualTo(group);
  }

  @Test
  void tablesAreCopied() {
    int[][] table = {{0, 1}, {1, 0}};
    FiniteGroup group = FiniteGroup.of("Z2", table);
    table[1][1] = 1;
    group.cayleyTable()[1][1] = 1;
    assertThat(group.product(1, 1)).isZero();
  }

  @Test
  void boxedGroupIsTheSameGroup() {
    FiniteGroup group = PointGroup.dihedral(3);
    Group<Integer> boxed = group.boxed();
    assertThat(boxed.identity()).isZero();
    for (int g = 0; g < 6; g++) {
      assertThat(boxed.inverse(g)).isEqualTo(group.inverse(g));
      for (int h = 0; h < 6; h++) {
        assertThat(boxed.product(g, h)).isEqualTo(group.product(g, h));
      }
    }
  }

  @Test
  void refusesWhatIsNoGroup() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FiniteGroup.of("bits", new int[][] {{0, 0}, {0, 1}}))
        .withMessageContaining("\"bits\"")
        .withMessageContaining("INVERSE");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FiniteGroup.of("swapped", new int[][] {{1, 0}, {0, 1}}))
        .withMessageContaining("is element 1; number it 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FiniteGroup.of("Z3", 3, (g, h) -> (g + h) % 3, g -> g))
        .withMessageContaining("The inverse of 1 in \"Z3\" is 2, not 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FiniteGroup.of("none", 0, (g, h) -> 0))
        .withMessageContaining("cannot be 0");
  }

  @Test
  void refusesWhatIsNoElement() {
    FiniteGroup group = integersModulo(4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> group.product(0, 4))
        .withMessageContaining("no element 4 in Z4")
        .withMessageContaining("0..3");
    assertThatIllegalArgumentException().isThrownBy(() -> group.inverse(-1));
  }

  @ParameterizedTest
  @MethodSource("dev.pinwheel.group.TestGroups#all")
  void rowsAndColumnsOfTheTableArePermutations(PointGroup group) {
    int[][] table = group.cayleyTable();
    for (int g = 0; g < table.length; g++) {
      int column = g;
      assertThat(Arrays.stream(table[g]).distinct().count()).isEqualTo(table.length);
      assertThat(Arrays.stream(table).mapToInt(row -> row[column]).distinct().count())
          .isEqualTo(table.length);
    }
  }
}
