package dev.pinwheel.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScaleAxisTest {

  @Test
  void scalesArePowersOfTheStep() {
    ScaleAxis axis = new ScaleAxis(1.5, 3);
    assertThat(axis.factor(0)).isEqualTo(1);
    assertThat(axis.factor(2)).isEqualTo(2.25);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> axis.factor(3))
        .withMessageContaining("scale 3; give one of 0..2");
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 0.5, Double.NaN})
  void stepsThatDoNotGrowAreRefused(double step) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ScaleAxis(step, 3))
        .withMessageContaining("a step of " + step);
  }

  @Test
  void noScalesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ScaleAxis(2, 0))
        .withMessageContaining("0 scales");
  }

  @ParameterizedTest
  @ValueSource(strings = {"reflection", "C4", "D6", "Oh"})
  void groupsLeaveAFurtherCoordinateAlone(String name) {
    PointGroup group = PointGroup.parse(name);
    int d = group.dimension();
    PointGroup wide = group.extendedTo(d + 1);
    assertThat(wide.dimension()).isEqualTo(d + 1);
    assertThat(wide.preservesGrid()).isEqualTo(group.preservesGrid());
    for (int g = 0; g < group.order(); g++) {
      assertThat(wide.elementName(g)).isEqualTo(group.elementName(g));
      double[] unit = new double[d + 1];
      unit[d] = 1;
      assertThat(wide.matrix(g).apply(unit)).isEqualTo(unit);
      for (int h = 0; h < group.order(); h++) {
        assertThat(wide.product(g, h)).isEqualTo(group.product(g, h));
      }
    }
    assertThat(wide.reducedTo(d)).isEqualTo(group);
    assertThat(group.extendedTo(d)).isSameAs(group);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> wide.extendedTo(d))
        .withMessageContaining("not on R^" + d);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> group.reducedTo(d - 1))
        .withMessageContaining(name + " on R^" + d);
  }

  @Test
  void commonElementsOfGroupsOnSpacesOfDifferentDimensions() {
    PointGroup c4 = PointGroup.cyclic(4);
    assertThat(Embedding.common(c4, PointGroup.cubeRotations())).isEqualTo(c4);
    assertThat(Embedding.common(PointGroup.cubeRotations(), c4)).isEqualTo(c4);
    assertThat(Embedding.common(PointGroup.dihedral(4), c4.extendedTo(3))).isEqualTo(c4);
  }
}
