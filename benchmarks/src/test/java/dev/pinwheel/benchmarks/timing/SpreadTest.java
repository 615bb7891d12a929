package dev.pinwheel.benchmarks.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SpreadTest {
  private static final Offset<Double> ROUNDING = Offset.offset(1e-12);

  @Test
  void ofElevenValuesThePercentilesAreValues() {
    Spread spread = Spread.of(11, 1, 10, 2, 9, 3, 8, 4, 7, 5, 6);

    assertThat(spread.median()).isEqualTo(6, ROUNDING);
    assertThat(spread.low()).isEqualTo(2, ROUNDING);
    assertThat(spread.high()).isEqualTo(10, ROUNDING);
    assertThat(spread.count()).isEqualTo(11);
  }

  @Test
  void inBetweenTheyAreInterpolated() {
    Spread spread = Spread.of(4, 0);

    assertThat(spread.median()).isEqualTo(2, ROUNDING);
    assertThat(spread.low()).isEqualTo(0.4, ROUNDING);
    assertThat(spread.high()).isEqualTo(3.6, ROUNDING);
  }

  @Test
  void oneOutlierMovesNeitherMedianNorLow() {
    Spread spread = Spread.of(5, 5, 5, 5, 1000);

    assertThat(spread.median()).isEqualTo(5);
    assertThat(spread.low()).isEqualTo(5);
  }

  @Test
  void oneValueIsAllThree() {
    assertThat(Spread.of(3)).isEqualTo(new Spread(3, 3, 3, 1));
  }

  @Test
  void nothingAndNoNumberAreRefused() {
    assertThatThrownBy(Spread::of).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Spread.of(1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[1.0, NaN]");
  }
}
