package dev.pinwheel.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The string forms of point groups, and what their makers refuse. */
class PointGroupErrorsTest {

  @ParameterizedTest
  @MethodSource("dev.pinwheel.group.TestGroups#named")
  void namesParseBack(PointGroup group) {
    assertThat(PointGroup.parse(group.name())).isEqualTo(group).hasToString(group.name());
  }

  @ParameterizedTest
  @CsvSource({
    "p1,C1",
    "p2,C2",
    "p4,C4",
    "pm,D1",
    "p2m,D2",
    "p2mm,D2",
    "p4m,D4",
    "p4mm,D4",
    "trivial(2),C1"
  })
  void aliasesPrintAsTyped(String alias, String name) {
    assertThat(PointGroup.parse(alias)).isEqualTo(PointGroup.parse(name)).hasToString(alias);
    assertThat(PointGroup.parse(alias).name()).isEqualTo(alias);
  }

  @ParameterizedTest
  @CsvSource({
    "c4,C4",
    "d12,D12",
    "P4M,p4m",
    "SE(8),C8",
    "oh,Oh",
    "Reflect,reflection",
    "trivial(),trivial(4)",
    "C04,C4"
  })
  void unknownNamesGetASuggestion(String text, String suggestion) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PointGroup.parse(text))
        .withMessageContaining("no group \"" + text + "\"")
        .withMessageContaining("did you mean \"" + suggestion + "\"?")
        .withMessageContaining("C<N>, D<N>, p1, p2, p4, pm")
        .withMessageContaining("O, Oh, reflection, trivial(<d>)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C0", "C-4", " C4", "", "D", "C99999", "trivial(0)"})
  void malformedNamesAreUnknown(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PointGroup.parse(text))
        .withMessageContaining("\"" + text + "\"");
  }

  @Test
  void trivialGroupsOfHighDimensionsParseBack() {
    assertThat(PointGroup.parse("trivial(12)")).isEqualTo(PointGroup.trivial(12));
  }

  @Test
  void ordersHaveALimit() {
    assertThat(PointGroup.cyclic(PointGroup.MAX_ORDER).order()).isEqualTo(1024);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PointGroup.cyclic(1025))
        .withMessageContaining("C1025");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PointGroup.parse("D513"))
        .withMessageContaining("D513")
        .withMessageContaining("1024");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PointGroup.cyclic(0))
        .withMessageContaining("C0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PointGroup.trivial(0))
        .withMessageContaining("R^0");
  }

  @Test
  void generatorsMustBeInvertible() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PointGroup.generate("flat", Matrix.diagonal(1, 0)))
        .withMessageContaining("[[1, 0], [0, 0]]")
        .withMessageContaining("not invertible");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PointGroup.generate("big", Matrix.diagonal(2, 1)))
        .withMessageContaining("determinant 2.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PointGroup.generate("nan", Matrix.diagonal(Double.NaN)))
        .withMessageContaining("NaN");
  }

  @Test
  void generatorsMustGenerateAFiniteGroup() {
    Matrix radian =
        Matrix.of(
            new double[] {Math.cos(1), -Math.sin(1)}, new double[] {Math.sin(1), Math.cos(1)});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PointGroup.generate("radian", radian))
        .withMessageContaining("\"radian\"")
        .withMessageContaining("more than 1024");
    Matrix shear = Matrix.of(new double[] {1, 1}, new double[] {0, 1});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PointGroup.generate("shear", shear))
        .withMessageContaining("[[1, 1], [0, 1]]");
  }

  @Test
  void generatorsMustBeSquareAndOfOneSize() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PointGroup.generate("none"))
        .withMessageContaining("\"none\" has no generators");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> PointGroup.generate("mixed", Matrix.identity(2), Matrix.diagonal(1, 1, -1)))
        .withMessageContaining("is 3x3")
        .withMessageContaining("2x2 like the first");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PointGroup.generate("wide", Matrix.of(new double[] {1, 0})))
        .withMessageContaining("1x2");
  }
}
