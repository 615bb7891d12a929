package dev.pinwheel.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConjugacyClassesTest {

  @Test
  void numbersAreKnown() {
    for (int n = 1; n <= 16; n++) {
      assertThat(ConjugacyClasses.of(PointGroup.cyclic(n)).count()).isEqualTo(n);
    }
    for (int n = 1; n <= 12; n++) {
      int expected = n % 2 == 1 ? (n + 3) / 2 : n / 2 + 3;
      assertThat(ConjugacyClasses.of(PointGroup.dihedral(n)).count()).isEqualTo(expected);
    }
    assertThat(ConjugacyClasses.of(PointGroup.cubeRotations()).count()).isEqualTo(5);
    assertThat(ConjugacyClasses.of(PointGroup.cubeSymmetries()).count()).isEqualTo(10);
    assertThat(ConjugacyClasses.of(TestGroups.icosahedral()).count()).isEqualTo(5);
    assertThat(ConjugacyClasses.of(TestGroups.quaternions()).count()).isEqualTo(5);
  }

  @ParameterizedTest
  @MethodSource("dev.pinwheel.group.TestGroups#all")
  void classesPartitionTheGroup(PointGroup group) {
    ConjugacyClasses classes = ConjugacyClasses.of(group);
    assertThat(classes.elements(0)).containsExactly(0);
    int total = 0;
    for (int c = 0; c < classes.count(); c++) {
      int[] elements = classes.elements(c);
      assertThat(elements[0]).isEqualTo(classes.representative(c));
      assertThat(group.order() % elements.length).isZero();
      total += elements.length;
      for (int g : elements) {
        assertThat(group.matrix(g).trace())
            .isCloseTo(group.matrix(elements[0]).trace(), within(1e-12));
      }
    }
    assertThat(total).isEqualTo(group.order());
  }

  @ParameterizedTest
  @MethodSource("dev.pinwheel.group.TestGroups#planar")
  void conjugatesShareAClass(PointGroup group) {
    ConjugacyClasses classes = ConjugacyClasses.of(group);
    for (int g = 0; g < group.order(); g++) {
      int expected = classes.classOf(g);
      int element = g;
      assertThat(
              IntStream.range(0, group.order())
                  .map(h -> classes.classOf(group.conjugate(element, h)))
                  .distinct())
          .containsExactly(expected);
    }
  }

  @Test
  void refusesWhatIsNoClass() {
    ConjugacyClasses classes = ConjugacyClasses.of(PointGroup.dihedral(4));
    assertThat(classes).hasToString("5 conjugacy classes of D4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> classes.elements(5))
        .withMessageContaining("no conjugacy class 5 of D4");
  }
}
