package dev.pinwheel.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pinwheel.data.ImageShape;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CubicTest {
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
    Resampling.CUBIC.resample(image, 0, shape, map, target, 0);
    return target;
  }

  /** A cubic through p₁ and p₂ with the slopes of their neighbours: Catmull and Rom's. */
  private static double spline(double p0, double p1, double p2, double p3, double t) {
    double slope1 = (p2 - p0) / 2;
    double slope2 = (p3 - p1) / 2;
    double t2 = t * t;
    double t3 = t2 * t;
    return (2 * t3 - 3 * t2 + 1) * p1
        + (t3 - 2 * t2 + t) * slope1
        + (3 * t2 - 2 * t3) * p2
        + (t3 - t2) * slope2;
  }

  private static double pixel(float[] image, int side, int i, int j) {
    return i < 0 || j < 0 || i >= side || j >= side ? 0 : image[i * side + j];
  }

  @Property(tries = 200)
  void isCatmullAndRomsSplineAlongBothAxes(
      @ForAll @IntRange(min = 1, max = 7) int side,
      @ForAll @DoubleRange(min = -4, max = 11) double row,
      @ForAll @DoubleRange(min = -4, max = 11) double column,
      @ForAll long seed) {
    float[] image = random(side * side, seed);
    int i = (int) Math.floor(row);
    int j = (int) Math.floor(column);
    double[] lines = new double[4];
    for (int a = 0; a < 4; a++) {
      int at = i - 1 + a;
      lines[a] =
          spline(
              pixel(image, side, at, j - 1),
              pixel(image, side, at, j),
              pixel(image, side, at, j + 1),
              pixel(image, side, at, j + 2),
              column - j);
    }
    assertThat(Cubic.at(image, 0, side, side, row, column))
        .isCloseTo(spline(lines[0], lines[1], lines[2], lines[3], row - i), within(1e-12));
  }

  @Property(tries = 100)
  void reproducesQuadraticPolynomialsInside(
      @ForAll @DoubleRange(min = 1, max = 6) double row,
      @ForAll @DoubleRange(min = 1, max = 6) double column) {
    float[] image = new float[64];
    for (int i = 0; i < 8; i++) {
      for (int j = 0; j < 8; j++) {
        image[i * 8 + j] = 3 * i * i - 2 * i * j + j * j - 5 * i + 1;
      }
    }
    assertThat(Cubic.at(image, 0, 8, 8, row, column))
        .isCloseTo(3 * row * row - 2 * row * column + column * column - 5 * row + 1, within(1e-11));
  }

  @Property(tries = 40)
  void quarterTurnsMovePixelsExactly(
      @ForAll @IntRange(min = 1, max = 9) int side, @ForAll long seed) {
    ImageShape shape = new ImageShape(2, side, side);
    float[] image = random(shape.size(), seed);
    float[] bilinear = new float[image.length];
    Resampling.BILINEAR.resample(image, 0, shape, AffineMap.rotation(90), bilinear, 0);
    assertThat(map(image, shape, AffineMap.rotation(90))).isEqualTo(bilinear);
    assertThat(map(image, shape, AffineMap.identity())).isEqualTo(image);
  }

  @Test
  void makesNoNewExtremes() {
    // Between a dark and a bright half the cubic overshoots on both sides.
    float[] image = {-1, -1, 2, 2};
    assertThat(Cubic.at(image, 0, 1, 4, 0, 2.5)).isGreaterThan(2);
    float[] moved = map(image, new ImageShape(1, 1, 4), AffineMap.translation(-0.5, 0));
    assertThat(moved[2]).isEqualTo(2);
    assertThat(moved[0]).isEqualTo(-1);
  }
}
