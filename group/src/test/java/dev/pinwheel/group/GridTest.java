package dev.pinwheel.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GridTest {

  private static final int[] ODD = {1, 2, 3, 4, 5, 6, 7, 8, 9};
  private static final int[] EVEN = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

  private static int[] transformed(Grid grid, PointGroup group, int g, int... f) {
    int[] sources = grid.sources(group, g);
    int[] result = new int[f.length];
    for (int i = 0; i < f.length; i++) {
      result[i] = f[sources[i]];
    }
    return result;
  }

  static Stream<Arguments> squareOfThree() {
    // As numpy.rot90, numpy.fliplr and their compositions print them.
    return Stream.of(
        Arguments.of("e", 0, new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9}),
        Arguments.of("r90", 1, new int[] {3, 6, 9, 2, 5, 8, 1, 4, 7}),
        Arguments.of("r180", 2, new int[] {9, 8, 7, 6, 5, 4, 3, 2, 1}),
        Arguments.of("r270", 3, new int[] {7, 4, 1, 8, 5, 2, 9, 6, 3}),
        Arguments.of("s", 4, new int[] {3, 2, 1, 6, 5, 4, 9, 8, 7}),
        Arguments.of("r90·s", 5, new int[] {1, 4, 7, 2, 5, 8, 3, 6, 9}),
        Arguments.of("r180·s", 6, new int[] {7, 8, 9, 4, 5, 6, 1, 2, 3}),
        Arguments.of("r270·s", 7, new int[] {9, 6, 3, 8, 5, 2, 7, 4, 1}));
  }

  @ParameterizedTest
  @MethodSource("squareOfThree")
  void oddSquare(String name, int g, int[] expected) {
    PointGroup group = PointGroup.dihedral(4);
    assertThat(group.elementName(g)).isEqualTo(name);
    assertThat(transformed(Grid.of(3, 3), group, g, ODD)).containsExactly(expected);
  }

  @Test
  void evenSquare() {
    PointGroup group = PointGroup.dihedral(4);
    Grid grid = Grid.of(4, 4);
    assertThat(transformed(grid, group, 1, EVEN))
        .containsExactly(4, 8, 12, 16, 3, 7, 11, 15, 2, 6, 10, 14, 1, 5, 9, 13);
    assertThat(transformed(grid, group, 4, EVEN))
        .containsExactly(4, 3, 2, 1, 8, 7, 6, 5, 12, 11, 10, 9, 16, 15, 14, 13);
    assertThat(transformed(Grid.of(2, 2), group, 1, 1, 2, 3, 4)).containsExactly(2, 4, 1, 3);
    assertThat(transformed(Grid.of(1, 1), group, 1, 1)).containsExactly(1);
  }

  @Test
  void oblongAllowsHalfTurnsAndFlips() {
    Grid grid = Grid.of(2, 3);
    PointGroup group = PointGroup.dihedral(2);
    assertThat(transformed(grid, group, 1, 1, 2, 3, 4, 5, 6)).containsExactly(6, 5, 4, 3, 2, 1);
    assertThat(transformed(grid, group, 2, 1, 2, 3, 4, 5, 6)).containsExactly(3, 2, 1, 6, 5, 4);
    assertThat(transformed(grid, group, 3, 1, 2, 3, 4, 5, 6)).containsExactly(4, 5, 6, 1, 2, 3);
    assertThat(grid.isPreservedBy(group)).isTrue();
    assertThat(grid.isPreservedBy(PointGroup.cyclic(4))).isFalse();
    assertThat(grid.isPreservedBy(PointGroup.reflection())).isFalse();
  }

  @Test
  void lineIsReversed() {
    assertThat(transformed(Grid.of(4), PointGroup.reflection(), 1, 1, 2, 3, 4))
        .containsExactly(4, 3, 2, 1);
  }

  @Test
  void volumeTurnsItsSlices() {
    PointGroup group = PointGroup.cubeSymmetries();
    Matrix aboutZ =
        Matrix.of(new double[] {0, -1, 0}, new double[] {1, 0, 0}, new double[] {0, 0, 1});
    int turn = group.indexOf(aboutZ).orElseThrow();
    assertThat(transformed(Grid.of(2, 2, 2), group, turn, 1, 2, 3, 4, 5, 6, 7, 8))
        .containsExactly(2, 4, 1, 3, 6, 8, 5, 7);
    int mirror = group.indexOf(Matrix.diagonal(1, 1, -1)).orElseThrow();
    assertThat(transformed(Grid.of(2, 1, 2), group, mirror, 1, 2, 3, 4))
        .containsExactly(3, 4, 1, 2);
  }

  @Test
  void coordinatesStartInTheCentre() {
    Grid grid = Grid.of(3, 2);
    assertThat(grid.coordinates(0)).containsExactly(-0.5, 1);
    assertThat(grid.coordinates(1)).containsExactly(0.5, 1);
    assertThat(grid.coordinates(5)).containsExactly(0.5, -1);
    assertThat(Grid.of(2, 3, 5).coordinates(0)).containsExactly(-2, 1, -0.5);
    assertThat(Grid.of(4).coordinates(3)).containsExactly(1.5);
    assertThat(grid.points()).isEqualTo(6);
    assertThat(grid.dimension()).isEqualTo(2);
    assertThat(grid.size(0)).isEqualTo(3);
  }

  @Test
  void sourcesAreTheInverseImages() {
    PointGroup d4 = PointGroup.dihedral(4);
    PointGroup oh = PointGroup.cubeSymmetries();
    for (int n : List.of(1, 2, 3, 6, 7)) {
      requireInverseImages(Grid.of(n, n), d4);
    }
    requireInverseImages(Grid.of(2, 2, 2), oh);
    requireInverseImages(Grid.of(3, 3, 3), oh);
  }

  private static void requireInverseImages(Grid grid, PointGroup group) {
    for (int g = 0; g < group.order(); g++) {
      int[] sources = grid.sources(group, g);
      Matrix inverse = group.matrix(g).inverse();
      for (int i = 0; i < grid.points(); i++) {
        assertThat(Vector.of(grid.coordinates(sources[i])))
            .isEqualTo(inverse.apply(Vector.of(grid.coordinates(i))));
      }
    }
  }

  @Test
  void refusesElementsThatLeaveTheGrid() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Grid.of(2, 3).sources(PointGroup.parse("p4m"), 1))
        .withMessageContaining("r90 of p4m does not map grid [2, 3] onto itself")
        .withMessageContaining("make the axes that it exchanges equal");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Grid.of(3, 3).sources(PointGroup.cyclic(8), 1))
        .withMessageContaining("r45 of C8 does not map grid [3, 3]")
        .withMessageContaining("multiples of 90 degrees");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Grid.of(3, 3).sources(PointGroup.cubeRotations(), 1))
        .withMessageContaining("O acts on R^3, but grid [3, 3] has 2 axes");
  }

  @Test
  void refusesWrongSizes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Grid.of(3, 0))
        .withMessageContaining("[3, 0]");
    assertThatIllegalArgumentException().isThrownBy(Grid::of).withMessageContaining("[]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Grid.of(65536, 65536))
        .withMessageContaining("[65536, 65536] has more points");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Grid.of(3).coordinates(3))
        .withMessageContaining("no point 3 in grid [3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Grid.of(3).size(1))
        .withMessageContaining("no axis 1 in grid [3]");
    assertThat(Grid.of(3, 3)).isEqualTo(Grid.of(3, 3)).isNotEqualTo(Grid.of(9));
  }
}
