package dev.pinwheel.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pinwheel.group.GroupAxioms.Axiom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GroupAxiomsTest {

  @ParameterizedTest
  @MethodSource("dev.pinwheel.group.TestGroups#all")
  void holdOverAllElements(PointGroup group) {
    assertThat(GroupAxioms.check(group).hold()).isTrue();
    // Said again without the search for generators that the check uses.
    int n = group.order();
    for (int g = 0; g < n; g++) {
      assertThat(group.product(0, g)).isEqualTo(g);
      assertThat(group.product(g, 0)).isEqualTo(g);
      assertThat(group.product(g, group.inverse(g))).isZero();
      assertThat(group.product(group.inverse(g), g)).isZero();
      for (int h = 0; h < n; h++) {
        assertThat(group.product(g, h)).isBetween(0, n - 1);
        for (int i = 0; i < n; i++) {
          int left = group.product(group.product(g, h), i);
          if (left != group.product(g, group.product(h, i))) {
            assertThat(left).as("(%s·%s)·%s", g, h, i).isEqualTo(-1);
          }
        }
      }
    }
  }

  @Test
  void closureFailsWithTheProductThatLeaves() {
    GroupAxioms axioms = GroupAxioms.check(new int[][] {{0, 1}, {1, 2}});
    assertThat(axioms.result(Axiom.CLOSURE).holds()).isFalse();
    assertThat(axioms.result(Axiom.CLOSURE).counterexample()).containsExactly(1, 1);
    assertThat(axioms.result(Axiom.CLOSURE).explanation()).contains("1·1 = 2");
    assertThat(axioms.hold()).isFalse();
  }

  @Test
  void associativityFailsOnALoopThatIsNoGroup() {
    // The smallest loop that is no group: an identity and inverses, but not associative.
    int[][] loop = {
      {0, 1, 2, 3, 4}, {1, 0, 3, 4, 2}, {2, 4, 0, 1, 3}, {3, 2, 4, 0, 1}, {4, 3, 1, 2, 0}
    };
    GroupAxioms axioms = GroupAxioms.check(loop);
    assertThat(axioms.result(Axiom.CLOSURE).holds()).isTrue();
    assertThat(axioms.result(Axiom.IDENTITY).holds()).isTrue();
    assertThat(axioms.result(Axiom.INVERSE).holds()).isTrue();
    assertThat(axioms.result(Axiom.ASSOCIATIVITY).holds()).isFalse();
    int g = axioms.result(Axiom.ASSOCIATIVITY).counterexample().get(0);
    int h = axioms.result(Axiom.ASSOCIATIVITY).counterexample().get(1);
    int i = axioms.result(Axiom.ASSOCIATIVITY).counterexample().get(2);
    assertThat(loop[loop[g][h]][i]).isNotEqualTo(loop[g][loop[h][i]]);
  }

  @Test
  void identityFailsForALeftZeroBand() {
    GroupAxioms axioms = GroupAxioms.check(new int[][] {{0, 0}, {1, 1}});
    assertThat(axioms.result(Axiom.ASSOCIATIVITY).holds()).isTrue();
    assertThat(axioms.result(Axiom.IDENTITY).holds()).isFalse();
    assertThat(axioms.result(Axiom.INVERSE).holds()).isFalse();
  }

  @Test
  void inverseFailsForTheMultiplicationOfBits() {
    GroupAxioms axioms = GroupAxioms.check(new int[][] {{0, 0}, {0, 1}});
    assertThat(axioms.result(Axiom.IDENTITY).holds()).isTrue();
    assertThat(axioms.result(Axiom.INVERSE).counterexample()).containsExactly(0);
    assertThat(axioms.toString()).contains("IDENTITY: holds").contains("no element h has 0·h");
  }

  @Test
  void everySingleChangeOfATableIsFound() {
    int[][] table = PointGroup.dihedral(3).cayleyTable();
    for (int g = 0; g < 6; g++) {
      for (int h = 0; h < 6; h++) {
        int right = table[g][h];
        for (int wrong = 0; wrong < 6; wrong++) {
          table[g][h] = wrong;
          assertThat(GroupAxioms.check(table).hold()).isEqualTo(wrong == right);
        }
        table[g][h] = right;
      }
    }
  }

  @Test
  void refusesTablesThatAreNotSquare() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GroupAxioms.check(new int[][] {{0, 1}, {1}}))
        .withMessageContaining("Row 1")
        .withMessageContaining("1 entries; give 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GroupAxioms.check(new int[0][]))
        .withMessageContaining("no rows");
  }
}
