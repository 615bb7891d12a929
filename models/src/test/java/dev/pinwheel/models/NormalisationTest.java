package dev.pinwheel.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalisationTest {
  @Test
  void subtractsTheMeanAndDividesByTheDeviationWithinTheRange() {
    float[] pixels = {0, 0.25f, 0.5f, 1};
    new Normalisation(0.5, 0.25).apply(pixels, 1, 4);

    assertThat(pixels).containsExactly(0, -1, 0, 2);
  }

  @Test
  void noneLeavesPixelsAsTheyAre() {
    float[] pixels = {0, 0.1f, 1};
    Normalisation.NONE.apply(pixels, 0, 3);

    assertThat(pixels).containsExactly(0, 0.1f, 1);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0, -1", "0, NaN", "0, Infinity", "NaN, 1", "Infinity, 1"})
  void refusesWhatIsNoNormalisation(double mean, double deviation) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Normalisation(mean, deviation))
        .withMessageContaining("positive deviation");
  }
}
