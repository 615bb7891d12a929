package dev.pinwheel.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OrientationSpreadTest {
  @Test
  void itIsTheVarianceOfEachPixelSummed() {
    // Three orientations of two pixels after one number of another field.
    double[] values = {99, 1, 10, 2, 10, 6, 13};
    // Variances: of 1, 2, 6 it is 14/3, of 10, 10, 13 it is 2.
    assertThat(OrientationSpread.of(values, 1, 3, 2)).isCloseTo(14.0 / 3 + 2, within(1e-12));
  }

  @Test
  void equalOrientationsHaveNone() {
    assertThat(OrientationSpread.of(new double[] {4, 5, 4, 5}, 0, 2, 2)).isZero();
  }
}
