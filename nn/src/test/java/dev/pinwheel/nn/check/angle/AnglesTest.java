package dev.pinwheel.nn.check.angle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.group.PointGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnglesTest {
  @Test
  void rangesIncludeTheirEndsAndCountInDecimals() {
    assertThat(Angles.parse("0:360:5").degrees()).hasSize(73).contains(0.0, 45.0, 360.0);
    assertThat(Angles.parse("0:1:0.1").degrees()).hasSize(11).contains(0.3, 0.7);
    assertThat(Angles.parse("-10:10:7.5").degrees()).containsExactly(-10.0, -2.5, 5.0);
    assertThat(Angles.parse("30:30:1").degrees()).containsExactly(30.0);
  }

  @Test
  void listsKeepTheirOrder() {
    assertThat(Angles.parse("90, 22.5,-45").degrees()).containsExactly(90.0, 22.5, -45.0);
    assertThat(Angles.parse("7").degrees()).containsExactly(7.0);
  }

  @Test
  void aGroupsRotationsAreAddedWithinTheRange() {
    assertThat(Angles.parse("0:100:50").withRotationsOf(PointGroup.cyclic(16)).degrees())
        .containsExactly(0.0, 22.5, 45.0, 50.0, 67.5, 90.0, 100.0);
    assertThat(Angles.parse("-130:130:130").withRotationsOf(PointGroup.dihedral(3)).degrees())
        .containsExactly(-130.0, -120.0, 0.0, 120.0, 130.0);
    assertThat(Angles.parse("0:360:5").withRotationsOf(PointGroup.cyclic(4)).degrees())
        .isEqualTo(Angles.parse("0:360:5").degrees());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          x         | 'x' are no angles: give FROM:TO:STEP
          0:90      | '0:90' are no angles
          0:90:5:1  | '0:90:5:1' are no angles
          0,,1      | '0,,1' are no angles
          0:90:NaN  | '0:90:NaN' are no angles
          0:90:0    | from 0 up to 90 in steps of 0
          0:90:-5   | in steps of -5: give a positive step
          90:0:5    | no angles go from 90 up to 0
          0:1:1e-9  | make too many angles
          0,1e999   | Infinity degrees
          """)
  void whatIsNoAngleIsQuoted(String text, String words) {
    assertThatThrownBy(() -> Angles.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }

  @ParameterizedTest
  @CsvSource({"45, 45", "22.5, 22.5", "51.428571, 51.43", "0, 0", "-100, -100", "360, 360"})
  void anglesPrintWithoutNeedlessDigits(double degrees, String text) {
    assertThat(Angles.format(degrees)).isEqualTo(text);
  }
}
