package dev.pinwheel.group;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RegularDecompositionTest {

  @ParameterizedTest
  @MethodSource("dev.pinwheel.group.TestGroups#named")
  void splitsTheRegularRepresentationOverAllElements(PointGroup group) {
    RegularDecomposition decomposition = RegularDecomposition.of(group);
    Matrix q = decomposition.basis();
    assertThat(q.transpose().times(q).isCloseTo(Matrix.identity(group.order()), 1e-13)).isTrue();
    assertThat(decomposition.inverse()).isEqualTo(q.transpose());
    Representation regular = Representation.regular(group);
    for (int g = 0; g < group.order(); g++) {
      Matrix split = decomposition.inverse().times(regular.matrix(g)).times(q);
      assertThat(split.isCloseTo(decomposition.blocks().matrix(g), 1e-13)).isTrue();
    }
  }

  @Test
  void blocksAreIrreps() {
    assertThat(RegularDecomposition.of(PointGroup.cyclic(4)))
        .hasToString("regular of C4 = irrep(0) + irrep(1) + irrep(2)");
    assertThat(RegularDecomposition.of(PointGroup.dihedral(3)))
        .hasToString("regular of D3 = irrep(0,0) + irrep(1,0) + 2 irrep(1,1)");
  }

  @Test
  void firstColumnIsConstant() {
    // The trivial irrep: the mean over the group.
    Matrix q = RegularDecomposition.of(PointGroup.cyclic(4)).basis();
    for (int g = 0; g < 4; g++) {
      assertThat(q.get(g, 0)).isEqualTo(0.5);
    }
  }
}
