package dev.pinwheel.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PointGroupTest {

  @ParameterizedTest
  @MethodSource("dev.pinwheel.group.TestGroups#all")
  void matricesAreAFaithfulHomomorphism(PointGroup group) {
    for (int g = 0; g < group.order(); g++) {
      assertThat(group.indexOf(group.matrix(g))).hasValue(g);
      for (int h = 0; h < group.order(); h++) {
        Matrix product = group.matrix(g).times(group.matrix(h));
        assertThat(product.isCloseTo(group.matrix(group.product(g, h)), 1e-14)).isTrue();
      }
    }
  }

  @Test
  void ordersAreKnown() {
    assertThat(IntStream.rangeClosed(1, 16).map(n -> PointGroup.cyclic(n).order()))
        .containsExactly(IntStream.rangeClosed(1, 16).boxed().toArray(Integer[]::new));
    assertThat(PointGroup.dihedral(7).order()).isEqualTo(14);
    assertThat(PointGroup.cubeRotations().order()).isEqualTo(24);
    assertThat(PointGroup.cubeSymmetries().order()).isEqualTo(48);
    assertThat(TestGroups.tetrahedral().order()).isEqualTo(12);
    assertThat(TestGroups.icosahedral().order()).isEqualTo(60);
    assertThat(TestGroups.quaternions().order()).isEqualTo(8);
    assertThat(PointGroup.trivial(3).order()).isEqualTo(1);
    assertThat(PointGroup.reflection().order()).isEqualTo(2);
  }

  @Test
  void cyclicElementsAreRotationsCounterClockwise() {
    for (int n = 1; n <= 16; n++) {
      for (int k = 0; k < n; k++) {
        double angle = 2 * Math.PI * k / n;
        Matrix expected =
            Matrix.of(
                new double[] {Math.cos(angle), -Math.sin(angle)},
                new double[] {Math.sin(angle), Math.cos(angle)});
        assertThat(PointGroup.cyclic(n).matrix(k).isCloseTo(expected, 4e-15)).isTrue();
      }
    }
  }

  @Test
  void quarterTurnIsExactAndTakesRightToUp() {
    Matrix turn = PointGroup.cyclic(4).matrix(1);
    assertThat(turn).isEqualTo(Matrix.of(new double[] {0, -1}, new double[] {1, 0}));
    assertThat(turn.apply(1, 0)).containsExactly(0, 1);
    for (int k = 0; k < 16; k++) {
      // A quarter turn more moves the same digits.
      assertThat(turn.times(PointGroup.cyclic(16).matrix(k)))
          .isEqualTo(PointGroup.cyclic(16).matrix((k + 4) % 16));
    }
  }

  @Test
  void dihedralElementsAreRotationsAfterTheFlipOfLeftAndRight() {
    for (int n = 1; n <= 12; n++) {
      PointGroup group = PointGroup.dihedral(n);
      Matrix flip = group.matrix(n);
      assertThat(flip).isEqualTo(Matrix.diagonal(-1, 1));
      for (int k = 0; k < n; k++) {
        assertThat(group.matrix(k)).isEqualTo(PointGroup.cyclic(n).matrix(k));
        assertThat(group.matrix(n + k)).isEqualTo(group.matrix(k).times(flip));
        assertThat(group.product(k, n)).isEqualTo(n + k);
        assertThat(group.matrix(n + k).determinant()).isCloseTo(-1, within(1e-14));
      }
    }
  }

  @Test
  void sixthsAreExactToo() {
    PointGroup group = PointGroup.cyclic(6);
    assertThat(group.matrix(1).get(0, 0)).isEqualTo(0.5);
    assertThat(PointGroup.cyclic(12).matrix(1).get(1, 0)).isEqualTo(0.5);
  }

  @Test
  void onlyMultiplesOf90DegreesPreserveTheGrid() {
    assertThat(TestGroups.planar().filter(PointGroup::preservesGrid).map(PointGroup::name))
        .containsExactly("C1", "C2", "C4", "D1", "D2", "D4");
    assertThat(PointGroup.cubeSymmetries().preservesGrid()).isTrue();
    assertThat(TestGroups.icosahedral().preservesGrid()).isFalse();
    assertThat(TestGroups.obliqueHexagonal().preservesGrid()).isFalse();
  }

  @Test
  void elementsHaveNames() {
    assertThat(names(PointGroup.cyclic(4))).containsExactly("e", "r90", "r180", "r270");
    assertThat(names(PointGroup.dihedral(2))).containsExactly("e", "r180", "s", "r180·s");
    assertThat(PointGroup.cyclic(16).elementName(1)).isEqualTo("r22.5");
    assertThat(PointGroup.cyclic(7).elementName(1)).isEqualTo("r51.43");
    assertThat(PointGroup.cubeRotations().elementName(17)).isEqualTo("g17");
    assertThat(PointGroup.reflection().elementName(1)).isEqualTo("s");
  }

  private static String[] names(PointGroup group) {
    return IntStream.range(0, group.order()).mapToObj(group::elementName).toArray(String[]::new);
  }

  @Test
  void equalityIgnoresNamesButNotMatrices() {
    PointGroup renamed = PointGroup.dihedral(4).withName("square");
    assertThat(renamed).isEqualTo(PointGroup.dihedral(4)).hasSameHashCodeAs(PointGroup.dihedral(4));
    assertThat(renamed).hasToString("square");
    // One table, three actions.
    assertThat(PointGroup.cyclic(2))
        .isNotEqualTo(PointGroup.dihedral(1))
        .isNotEqualTo(PointGroup.reflection());
  }

  @Test
  void generatedGroupsFindTheirNamesakes() {
    PointGroup generated = PointGroup.generate("g", PointGroup.cyclic(8).matrix(1));
    assertThat(generated.order()).isEqualTo(8);
    for (int k = 0; k < 8; k++) {
      assertThat(generated.matrix(k).isCloseTo(PointGroup.cyclic(8).matrix(k), 1e-14)).isTrue();
    }
    assertThat(PointGroup.generate("one", Matrix.identity(2))).isEqualTo(PointGroup.trivial(2));
  }

  @Test
  void cubeRotationsAreTheSymmetriesOfDeterminantOne() {
    PointGroup symmetries = PointGroup.cubeSymmetries();
    for (int g = 0; g < 48; g++) {
      assertThat(symmetries.matrix(g).isSignedPermutation()).isTrue();
      assertThat(PointGroup.cubeRotations().indexOf(symmetries.matrix(g)).isPresent())
          .isEqualTo(symmetries.matrix(g).determinant() == 1);
    }
  }
}
