package dev.pinwheel.nn.check.angle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pinwheel.group.PointGroup;
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

@ExtendWith(NativeScope.class)
class SmoothImagesTest {
  @ParameterizedTest
  @CsvSource({"14, 0", "15, 0", "14, 30", "15, 30"})
  void quarterTurnsPermutePixelsBitForBit(int size, double from) {
    SmoothImages images = SmoothImages.of(2, size, size, 7);
    FeatureType type = FeatureType.trivial(PointGroup.cyclic(4), 2);
    FeatureMap f = FeatureMap.ofImages(type, Tensors.of(images.images(3, from), 3, 2, size, size));

    for (int g = 0; g < 8; g++) {
      double[] moved = Tensors.toDoubles(f.transform(g % 4).channels());
      assertThat(images.images(3, from + 90 * g)).containsExactly(moved);
    }
    assertThat(images.images(3, from - 90))
        .containsExactly(Tensors.toDoubles(f.transform(3).channels()));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 22.5, 45, 100, 251.3, 360})
  void aSingleBlobStandsWhereTheTurnTakesIt(double degrees) {
    SmoothImages one = new SmoothImages(1, 41, 33, 1, 6, 1.2, 5);
    double[] straight = moments(one.image(0, 0), 41, 33);
    double[] turned = moments(one.image(0, degrees), 41, 33);
    double angle = Math.toRadians(degrees);

    assertThat(turned[0])
        .isCloseTo(straight[0] * Math.cos(angle) - straight[1] * Math.sin(angle), within(1e-3));
    assertThat(turned[1])
        .isCloseTo(straight[0] * Math.sin(angle) + straight[1] * Math.cos(angle), within(1e-3));
    assertThat(Math.hypot(straight[0], straight[1])).isBetween(0.5, 6.0);
    assertThat(turned[2]).isCloseTo(straight[2], within(1e-2)).isBetween(1.2, 2.4);
  }

  @Test
  void numbersDependOnSeedImageAndChannelAlone() {
    SmoothImages images = SmoothImages.of(2, 16, 16, 3);

    assertThat(Arrays.copyOfRange(images.images(3, 10), 512, 1024))
        .containsExactly(images.image(1, 10));
    assertThat(images.image(0, 0)).isNotEqualTo(images.image(1, 0));
    assertThat(images.image(0, 0)).isNotEqualTo(SmoothImages.of(2, 16, 16, 4).image(0, 0));
    assertThat(Arrays.copyOf(images.image(0, 0), 256))
        .isNotEqualTo(Arrays.copyOfRange(images.image(0, 0), 256, 512));
  }

  @Test
  void amplitudesAreNormalOfVariance1() {
    SmoothImages points = new SmoothImages(1, 1, 1, 1, 0, 1, 11);
    double[] values = points.images(4000, 0);

    assertThat(Arrays.stream(values).average().orElseThrow()).isCloseTo(0, within(0.05));
    assertThat(Arrays.stream(values).map(v -> v * v).average().orElseThrow())
        .isCloseTo(1, within(0.1));
    assertThat(Arrays.stream(values).map(v -> v * v * v * v).average().orElseThrow())
        .isCloseTo(3, within(0.6));
  }

  @Test
  void badNumbersAreQuoted() {
    assertThatThrownBy(() -> SmoothImages.of(0, 8, 8, 1)).hasMessageContaining("0 channels of 8×8");
    assertThatThrownBy(() -> SmoothImages.of(1, 8, 8, 1).withDeviation(-2))
        .hasMessageContaining("deviation -2.0");
    assertThatThrownBy(() -> SmoothImages.of(1, 8, 8, 1).images(0, 0))
        .hasMessageContaining("at least 1 image, not 0");
    assertThatThrownBy(() -> SmoothImages.of(1, 8, 8, 1).image(0, Double.NaN))
        .hasMessageContaining("NaN degrees");
  }

  /** The centre of gravity, x to the right and y up, and the deviation along an axis. */
  private static double[] moments(double[] pixels, int height, int width) {
    double sum = 0;
    double x = 0;
    double y = 0;
    double square = 0;
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        double value = pixels[row * width + column];
        double right = column - (width - 1) / 2.0;
        double up = (height - 1) / 2.0 - row;
        sum += value;
        x += value * right;
        y += value * up;
        square += value * (right * right + up * up);
      }
    }
    double spread = square / sum - (x * x + y * y) / (sum * sum);
    return new double[] {x / sum, y / sum, Math.sqrt(spread / 2)};
  }
}
