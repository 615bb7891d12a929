package dev.pinwheel.nn.check.angle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pinwheel.nn.Maps;
import dev.pinwheel.nn.NativeScope;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How values at a pixel turn, between the elements of a group and at them. */
@ExtendWith(NativeScope.class)
class OrientationActionTest {
  private static final String MIXED =
      "5 regular + 2 quotient(C8) + 4 trivial + 1 irrep(1) + 3 irrep(2) + 2 irrep(8)";

  private static double[] turned(String type, double degrees, double... values) {
    return OrientationAction.of(FeatureType.parse(type), degrees).apply(values);
  }

  @ParameterizedTest
  @CsvSource({
    "C16: 1 irrep(1), 1", "C16: 1 irrep(7), 7", "C5: 1 irrep(2), 2", "C3: 1 irrep(1), 1",
    "C4: 1 irrep(1), 1", "'D8: 1 irrep(1,1)', 1", "'D8: 1 irrep(1,3)', 3", "'D5: 1 irrep(1,2)', 2"
  })
  void anIrreducibleVectorTurnsByItsFrequencyAtAnyAngle(String type, int frequency) {
    for (double degrees : new double[] {0, 1, 13.7, 45, 90, 127, -200, 359.5}) {
      double c = Math.cos(Math.toRadians(frequency * degrees));
      double s = Math.sin(Math.toRadians(frequency * degrees));
      double[] result = turned(type, degrees, 3, -2);

      assertThat(Maps.error(result, new double[] {3 * c + 2 * s, 3 * s - 2 * c}))
          .as(degrees + "°")
          .isLessThan(1e-12);
    }
  }

  @ParameterizedTest
  @CsvSource({"C4: 1 irrep(2), 2", "'D4: 1 irrep(0,2)', 2", "'D6: 1 irrep(1,3)', 3"})
  void theHighestFrequencyOnTheLineSwings(String type, int frequency) {
    assertThat(turned(type, 20, 5)[0])
        .isCloseTo(5 * Math.cos(Math.toRadians(frequency * 20.0)), within(1e-12));
  }

  /** What a turn does to reflections is no change: only rotations move the plane continuously. */
  @ParameterizedTest
  @ValueSource(strings = {"C7: 2 trivial", "D8: 2 irrep(1,0)", "D3: 2 irrep(0,0)"})
  void fieldsThatNoRotationChangesStay(String type) {
    double[] values = {1.5, -2, 3, 4};

    assertThat(Maps.error(turned(type, 77, values), values)).isLessThan(1e-12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"C16: " + MIXED, "D4: 2 regular + 1 irrep(1,1) + 3 quotient(C2)"})
  void quarterTurnsActAsOnMapsOfOnePixel(String text) {
    FeatureType type = FeatureType.parse(text);
    int[] rotations = OrientationAction.rotations(type.group());
    double[] values = Maps.normal(3, 2 * type.channels());
    FeatureMap pixels = FeatureMap.ofRows(type, Maps.tensor(values, 2, type.channels()), 2, 1, 1);
    for (int quarter = 0; quarter < 4; quarter++) {
      int g = rotations[quarter * rotations.length / 4];
      double[] result = OrientationAction.of(type, 90 * quarter).apply(values);

      assertThat(Maps.error(result, Tensors.toDoubles(pixels.transform(g).rows())))
          .isLessThan(1e-12);
    }
  }

  /** Kinds side by side turn as each of them by itself, and one turn after another adds up. */
  @Test
  void kindsTurnApartAndAnglesAdd() {
    FeatureType type = FeatureType.parse("C15: 2 regular + 3 irrep(4) + 2 trivial");
    double[] values = Maps.normal(4, type.channels());
    double[] together = OrientationAction.of(type, 17.3).apply(values);
    int from = 0;
    for (FeatureType part : type.parts()) {
      int to = from + part.channels();
      double[] alone = OrientationAction.of(part, 17.3).apply(Arrays.copyOfRange(values, from, to));
      assertThat(Arrays.copyOfRange(together, from, to)).isEqualTo(alone);
      from = to;
    }
    double[] further = OrientationAction.of(type, 100).apply(together);

    assertThat(Maps.error(further, OrientationAction.of(type, 117.3).apply(values)))
        .isLessThan(1e-12);
  }
}
