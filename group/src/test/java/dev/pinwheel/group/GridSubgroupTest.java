package dev.pinwheel.group;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GridSubgroupTest {
  @ParameterizedTest
  @CsvSource({
    "C1, C1", "C2, C2", "C3, C1", "C4, C4", "C5, C1", "C6, C2", "C8, C4", "C12, C4", "C16, C4",
    "D1, D1", "D2, D2", "D3, D1", "D4, D4", "D5, D1", "D6, D2", "D8, D4", "D12, D4", "D16, D4",
    "p4m, p4m", "O, O", "reflection, reflection"
  })
  void isTheLargestPartThatPermutesPixels(String group, String part) {
    Subgroup found = PointGroup.parse(group).gridSubgroup();

    assertThat(found.name()).isEqualTo(part);
    assertThat(found.asGroup()).isEqualTo(PointGroup.parse(part));
    assertThat(((PointGroup) found.asGroup()).preservesGrid()).isTrue();
  }

  @Test
  void holdsAnElementExactlyIfAGridDoes() {
    Grid square = Grid.of(3, 3);
    for (PointGroup group : TestGroups.planar().toList()) {
      Subgroup found = group.gridSubgroup();
      for (int g = 0; g < group.order(); g++) {
        double[] corner = group.matrix(g).apply(square.coordinates(2));
        boolean onGrid =
            Math.abs(Math.abs(corner[0]) - 1) < 1e-9 && Math.abs(Math.abs(corner[1]) - 1) < 1e-9;
        assertThat(found.contains(g)).as(group + " " + group.elementName(g)).isEqualTo(onGrid);
      }
    }
  }

  @Test
  void ofAGroupThatHasNoNameForIt() {
    Matrix swap = Matrix.of(new double[][] {{0, 1}, {1, 0}});
    double c = Math.sqrt(3) / 2;
    Matrix third = Matrix.of(new double[][] {{-0.5, -c}, {c, -0.5}});
    PointGroup leaning = PointGroup.generate("leaning D3", third, swap);
    Subgroup found = leaning.gridSubgroup();

    assertThat(leaning.order()).isEqualTo(6);
    assertThat(found.order()).isEqualTo(2);
    assertThat(leaning.matrix(found.elements()[1])).isEqualTo(swap);
    assertThat(TestGroups.icosahedral().gridSubgroup().asGroup())
        .isEqualTo(Subgroup.embed(TestGroups.icosahedral(), TestGroups.tetrahedral()).asGroup());
  }
}
