package dev.pinwheel.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LeftRegularTest {

  static Stream<LeftRegular> representations() {
    PointGroup d4 = PointGroup.dihedral(4);
    PointGroup o = PointGroup.cubeRotations();
    Cosets flips = Cosets.of(Subgroup.of(d4, 0, 4));
    return Stream.of(
        LeftRegular.onGrid(Grid.of(5, 5), d4),
        LeftRegular.onGrid(Grid.of(4, 4), d4),
        LeftRegular.onGrid(Grid.of(2, 3), PointGroup.dihedral(2)),
        LeftRegular.onGrid(Grid.of(6), PointGroup.reflection()),
        LeftRegular.onGrid(Grid.of(3, 3, 3), o),
        LeftRegular.onGroup(PointGroup.dihedral(5)),
        LeftRegular.onGroup(o),
        LeftRegular.onCosets(flips),
        LeftRegular.onFeatureMap(flips, Grid.of(3, 3)),
        LeftRegular.onFeatureMap(Cosets.of(Subgroup.trivial(o)), Grid.of(2, 2, 2)));
  }

  @ParameterizedTest
  @MethodSource("representations")
  void areHomomorphismsToTheLastBit(LeftRegular rho) {
    double[] f = IntStream.range(0, 2 * rho.size()).mapToDouble(i -> Math.sin(i + 1)).toArray();
    float[] single = new float[f.length];
    for (int i = 0; i < f.length; i++) {
      single[i] = (float) f[i];
    }
    assertThat(rho.apply(0, f)).containsExactly(f);
    FiniteGroup group = rho.group();
    for (int g = 0; g < group.order(); g++) {
      for (int h = 0; h < group.order(); h++) {
        int gh = group.product(g, h);
        assertThat(rho.apply(g, rho.apply(h, f))).containsExactly(rho.apply(gh, f));
        assertThat(rho.apply(g, rho.apply(h, single))).containsExactly(rho.apply(gh, single));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("representations")
  void sourcesArePermutations(LeftRegular rho) {
    for (int g = 0; g < rho.group().order(); g++) {
      assertThat(rho.sources(g)).doesNotHaveDuplicates().hasSize(rho.size());
    }
  }

  @Test
  void imagesTurnCounterClockwise() {
    LeftRegular rho = LeftRegular.onGrid(Grid.of(2, 2), PointGroup.cyclic(4));
    assertThat(rho.apply(1, new double[] {1, 2, 3, 4, 5, 6, 7, 8}))
        .containsExactly(2, 4, 1, 3, 6, 8, 5, 7);
    assertThat(rho.apply(3, new float[] {1, 2, 3, 4})).containsExactly(3, 1, 4, 2);
  }

  @Test
  void functionsOnC4ShiftTowardsHigherAngles() {
    // (L_r f)(h) = f(r^-1 h): the value at e moves to r.
    LeftRegular rho = LeftRegular.onGroup(PointGroup.cyclic(4));
    assertThat(rho.apply(1, new double[] {1, 2, 3, 4})).containsExactly(4, 1, 2, 3);
  }

  @Test
  void agreesWithTheRegularAndQuotientMatrices() {
    PointGroup group = PointGroup.dihedral(6);
    for (Subgroup subgroup : Subgroup.all(group)) {
      LeftRegular rho = LeftRegular.onCosets(Cosets.of(subgroup));
      Representation quotient = Representation.quotient(subgroup);
      double[] f = IntStream.range(0, rho.size()).mapToDouble(i -> i * i + 1).toArray();
      for (int g = 0; g < group.order(); g++) {
        assertThat(rho.apply(g, f)).containsExactly(quotient.matrix(g).apply(f));
      }
    }
  }

  @Test
  void featureMapsTurnAndShift() {
    Cosets elements = Cosets.of(Subgroup.trivial(PointGroup.cyclic(4)));
    LeftRegular rho = LeftRegular.onFeatureMap(elements, Grid.of(2, 2));
    double[] f = {1, 2, 3, 4, 11, 12, 13, 14, 21, 22, 23, 24, 31, 32, 33, 34};
    // Each slice is turned, and the slice at angle 0 moves to 90 degrees.
    assertThat(rho.apply(1, f))
        .containsExactly(32, 34, 31, 33, 2, 4, 1, 3, 12, 14, 11, 13, 22, 24, 21, 23);
  }

  @Test
  void doesNotModifyItsArgument() {
    LeftRegular rho = LeftRegular.onGroup(PointGroup.cyclic(3));
    double[] f = {1, 2, 3};
    assertThat(rho.apply(1, f)).containsExactly(3, 1, 2);
    assertThat(f).containsExactly(1, 2, 3);
    rho.sources(1)[0] = 7;
    assertThat(rho.apply(1, f)).containsExactly(3, 1, 2);
  }

  @Test
  void equalityIsThatOfTheAction() {
    PointGroup group = PointGroup.cyclic(4);
    assertThat(LeftRegular.onGroup(group))
        .isEqualTo(LeftRegular.onCosets(Cosets.of(Subgroup.of(group, 0))))
        .hasSameHashCodeAs(LeftRegular.onGroup(PointGroup.parse("p4")))
        // Four values as well, but moved otherwise.
        .isNotEqualTo(LeftRegular.onGrid(Grid.of(2, 2), group))
        .hasToString("left-regular representation of C4 on 4 values");
  }

  @Test
  void refusesWrongArguments() {
    LeftRegular rho = LeftRegular.onGrid(Grid.of(3, 3), PointGroup.cyclic(4));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rho.apply(1, new double[10]))
        .withMessageContaining("10 values, which is no multiple of 9");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rho.apply(4, new float[9]))
        .withMessageContaining("no element 4 in C4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LeftRegular.onGrid(Grid.of(2, 3), PointGroup.cyclic(4)))
        .withMessageContaining("r90 of C4 does not map grid [2, 3]");
    FiniteGroup plain = FiniteGroup.of("Z2", 2, (g, h) -> (g + h) % 2);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> LeftRegular.onFeatureMap(Cosets.of(Subgroup.trivial(plain)), Grid.of(2, 2)))
        .withMessageContaining("Z2/{0}");
  }
}
