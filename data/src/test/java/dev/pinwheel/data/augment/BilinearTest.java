package dev.pinwheel.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pinwheel.data.DataException;
import dev.pinwheel.data.ImageShape;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BilinearTest {
  private static float[] random(int size, long seed) {
    Random random = new Random(seed);
    float[] values = new float[size];
    for (int k = 0; k < size; k++) {
      values[k] = random.nextFloat();
    }
    return values;
  }

  private static float[] map(float[] image, ImageShape shape, AffineMap map) {
    float[] target = new float[image.length];
    Resampling.BILINEAR.resample(image, 0, shape, map, target, 0);
    return target;
  }

  /** A turn by triangle weights over every pixel: no floor, no cases, another formula. */
  private static double naive(float[] image, ImageShape shape, int i, int j, double degrees) {
    double angle = Math.toRadians(degrees);
    double y = (shape.height() - 1) / 2.0 - i;
    double x = j - (shape.width() - 1) / 2.0;
    double radius = Math.hypot(x, y);
    double from = Math.atan2(y, x) - angle;
    double row = (shape.height() - 1) / 2.0 - radius * Math.sin(from);
    double column = (shape.width() - 1) / 2.0 + radius * Math.cos(from);
    double sum = 0;
    for (int a = 0; a < shape.height(); a++) {
      for (int b = 0; b < shape.width(); b++) {
        double weight = Math.max(0, 1 - Math.abs(row - a)) * Math.max(0, 1 - Math.abs(column - b));
        sum += weight * image[a * shape.width() + b];
      }
    }
    return sum;
  }

  @Property(tries = 60)
  void rotationAgreesWithANaiveOne(
      @ForAll @DoubleRange(min = -400, max = 400) double degrees,
      @ForAll @IntRange(min = 1, max = 9) int height,
      @ForAll @IntRange(min = 1, max = 9) int width,
      @ForAll long seed) {
    ImageShape shape = new ImageShape(1, height, width);
    float[] image = random(shape.size(), seed);
    float[] turned = map(image, shape, AffineMap.rotation(degrees));
    for (int i = 0; i < height; i++) {
      for (int j = 0; j < width; j++) {
        assertThat((double) turned[i * width + j])
            .isCloseTo(naive(image, shape, i, j, degrees), within(1e-6));
      }
    }
  }

  @Property(tries = 40)
  void quarterTurnsMovePixelsExactly(
      @ForAll @IntRange(min = 1, max = 12) int side,
      @ForAll @IntRange(min = -9, max = 9) int quarters,
      @ForAll long seed) {
    ImageShape shape = new ImageShape(2, side, side);
    float[] image = random(shape.size(), seed);
    float[] expected = image;
    for (int turn = 0; turn < Math.floorMod(quarters, 4); turn++) {
      float[] next = new float[image.length];
      for (int c = 0; c < 2; c++) {
        for (int i = 0; i < side; i++) {
          for (int j = 0; j < side; j++) {
            // numpy's rot90: the last column becomes the first row.
            next[(c * side + i) * side + j] = expected[(c * side + j) * side + side - 1 - i];
          }
        }
      }
      expected = next;
    }
    assertThat(map(image, shape, AffineMap.rotation(90.0 * quarters))).isEqualTo(expected);
  }

  @Test
  void aQuarterTurnIsCounterClockwise() {
    float[] image = {1, 2, 3, 4};
    assertThat(map(image, new ImageShape(1, 2, 2), AffineMap.rotation(90)))
        .containsExactly(2, 4, 1, 3);
  }

  @Test
  void flipsAndWholeShiftsMovePixelsExactly() {
    ImageShape shape = new ImageShape(1, 2, 3);
    float[] image = {1, 2, 3, 4, 5, 6};
    assertThat(map(image, shape, AffineMap.flip(Flip.HORIZONTAL)))
        .containsExactly(3, 2, 1, 6, 5, 4);
    assertThat(map(image, shape, AffineMap.flip(Flip.VERTICAL))).containsExactly(4, 5, 6, 1, 2, 3);
    assertThat(map(image, shape, AffineMap.translation(1, 0))).containsExactly(0, 1, 2, 0, 4, 5);
    assertThat(map(image, shape, AffineMap.translation(0, 1))).containsExactly(4, 5, 6, 0, 0, 0);
    assertThat(map(image, shape, AffineMap.translation(0.5, 0)))
        .containsExactly(0.5f, 1.5f, 2.5f, 2, 4.5f, 5.5f);
    assertThat(map(image, shape, AffineMap.identity())).isEqualTo(image);
  }

  @Test
  void mapsComposeInTheOrderWritten() {
    ImageShape shape = new ImageShape(1, 5, 5);
    float[] image = random(25, 3);
    AffineMap turn = AffineMap.rotation(90);
    AffineMap shift = AffineMap.translation(1, 0);
    float[] inTwoSteps = map(map(image, shape, turn), shape, shift);
    assertThat(map(image, shape, turn.then(shift))).isEqualTo(inTwoSteps);
    assertThat(map(image, shape, shift.then(turn))).isNotEqualTo(inTwoSteps);
  }

  @Property(tries = 30)
  void aFullTurnInTwoIsTheIdentity(@ForAll @DoubleRange(min = -180, max = 180) double degrees) {
    AffineMap there = AffineMap.rotation(degrees).then(AffineMap.rotation(-degrees));
    assertThat(there.xx()).isCloseTo(1, within(1e-15));
    assertThat(there.xy()).isCloseTo(0, within(1e-15));
    assertThat(there.yx()).isCloseTo(0, within(1e-15));
  }

  @Test
  void refusesToWorkInPlace() {
    float[] image = new float[4];
    ImageShape shape = new ImageShape(1, 2, 2);
    assertThatThrownBy(
            () -> Resampling.BILINEAR.resample(image, 0, shape, AffineMap.identity(), image, 0))
        .isInstanceOf(DataException.class);
  }
}
