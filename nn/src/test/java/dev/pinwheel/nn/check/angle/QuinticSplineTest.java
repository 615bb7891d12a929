package dev.pinwheel.nn.check.angle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pinwheel.group.Grid;
import dev.pinwheel.group.PointGroup;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuinticSplineTest {
  /** By scipy.ndimage.map_coordinates(order=5, mode="mirror"), SciPy 1.17.1. */
  @ParameterizedTest
  @CsvSource({
    "1.25, 2.5, -0.0070327528624450535",
    "0.1, 5.9, 3.8253195424156434",
    "3.7, 0.3, 0.08074545975266291",
    "2, 3.5, 0.4422953823115831",
    "-0.5, 6.5, 0.5135448312419651"
  })
  void agreesWithAnotherLibrary(double row, double column, double expected) {
    double[] values = new double[35];
    Arrays.setAll(values, p -> (3 * (p / 7) * (p / 7) + 5 * (p % 7) + p / 7 * (p % 7)) % 11 - 4);

    assertThat(QuinticSpline.through(values, 5, 7, 1).at(row, column)[0])
        .isCloseTo(expected, within(1e-13));
  }

  /** Coefficients by elimination in one large system, splines by truncated powers. */
  @ParameterizedTest
  @CsvSource({"1, 1", "1, 6", "2, 3", "5, 4", "8, 7"})
  void agreesWithTheDefinition(int height, int width) {
    Random random = new Random(1);
    double[] values = random.doubles((long) height * width * 2, -1, 1).toArray();
    QuinticSpline spline = QuinticSpline.through(values, height, width, 2);
    for (int channel = 0; channel < 2; channel++) {
      int c = channel;
      double[] samples =
          IntStream.range(0, height * width).mapToDouble(p -> values[2 * p + c]).toArray();
      double[] coefficients = solve(height, width, samples);
      for (int i = 0; i < 20; i++) {
        double row = -1 + (height + 1) * random.nextDouble();
        double column = -1 + (width + 1) * random.nextDouble();
        double expected = 0;
        for (int p = 0; p < height * width; p++) {
          expected += coefficients[p] * sum(p / width, row, height) * sum(p % width, column, width);
        }
        assertThat(spline.at(row, column)[c]).isCloseTo(expected, within(1e-12));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"6, 6", "7, 7", "5, 7"})
  void quarterTurnsAreExact(int height, int width) {
    double[] values = new Random(2).doubles((long) height * width * 3).toArray();
    QuinticSpline spline = QuinticSpline.through(values, height, width, 3);
    int[] all = IntStream.range(0, height * width).toArray();
    int step = height == width ? 1 : 2;
    for (int g = 0; g < 4; g += step) {
      int[] sources = Grid.of(height, width).sources(PointGroup.cyclic(4), g);
      double[] expected = new double[values.length];
      Arrays.setAll(expected, i -> values[3 * sources[i / 3] + i % 3]);

      assertThat(spline.turned(90 * g, all)).containsExactly(expected);
      assertThat(spline.turned(90 * g - 720, all)).containsExactly(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {5, 22.5, 45, 77, 199, 330})
  void turnsAFormulaToItsTurnedFormWithSixthOrder(double degrees) {
    double coarse = turningError(degrees, 1);
    double fine = turningError(degrees, 2);

    assertThat(coarse).isBetween(1e-9, 1e-4);
    assertThat(coarse / fine).as("%g / %g", coarse, fine).isBetween(50.0, 100.0);
  }

  @Test
  void shapesThatDoNotFitAreQuoted() {
    assertThatThrownBy(() -> QuinticSpline.through(new double[5], 2, 3, 1))
        .hasMessageContaining("5 values are no map of 2×3 pixels with 1 channels");
    QuinticSpline spline = QuinticSpline.through(new double[6], 2, 3, 1);
    assertThatThrownBy(() -> spline.turned(Double.POSITIVE_INFINITY, new int[] {0}))
        .hasMessageContaining("Infinity degrees");
  }

  @Test
  void aDiscHoldsThePixelsWithinItsRadius() {
    assertThat(Disc.pixels(3, 3, 1)).containsExactly(1, 3, 4, 5, 7);
    assertThat(Disc.pixels(2, 2, 0.7)).isEmpty();
    assertThat(Disc.pixels(2, 4, 0.75)).containsExactly(1, 2, 5, 6);
    assertThat(Disc.pixels(1, 1, -1)).isEmpty();
  }

  /** The error of a turned map whose blobs are 3 · scale pixels wide. */
  private static double turningError(double degrees, int scale) {
    int n = 64 * scale + 1;
    SmoothImages images = new SmoothImages(1, n, n, 10, 10 * scale, 3 * scale, 4);
    int[] disc = Disc.pixels(n, n, 16 * scale);
    double[] turned = QuinticSpline.through(images.image(0, 0), n, n, 1).turned(degrees, disc);
    double[] formula = images.image(0, degrees);
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < disc.length; i++) {
      difference += Math.pow(turned[i] - formula[disc[i]], 2);
      norm += Math.pow(formula[disc[i]], 2);
    }
    return Math.sqrt(difference / norm);
  }

  /** The sum of all mirror images of the spline at an index. */
  private static double sum(int index, double x, int n) {
    double sum = 0;
    for (int k = -40; k <= 40; k++) {
      int place = n == 1 ? 0 : Math.floorMod(k, 2 * (n - 1));
      if (Math.min(place, 2 * (n - 1) - place) == index || n == 1) {
        sum += byTruncatedPowers(x - k);
      }
    }
    return sum;
  }

  private static double byTruncatedPowers(double x) {
    int[] binomials = {1, 6, 15, 20, 15, 6, 1};
    double sum = 0;
    for (int k = 0; k <= 6; k++) {
      sum += (k % 2 == 0 ? 1 : -1) * binomials[k] * Math.pow(Math.max(0, 3 - k - Math.abs(x)), 5);
    }
    return sum / 120;
  }

  private static double[] solve(int height, int width, double[] samples) {
    int n = samples.length;
    double[][] a = new double[n][n + 1];
    for (int p = 0; p < n; p++) {
      for (int q = 0; q < n; q++) {
        int row = p / width;
        int column = p % width;
        a[p][q] = sum(q / width, row, height) * sum(q % width, column, width);
      }
      a[p][n] = samples[p];
    }
    for (int k = 0; k < n; k++) {
      for (int p = 0; p < n; p++) {
        double factor = p == k ? 0 : a[p][k] / a[k][k];
        for (int q = k; q <= n && factor != 0; q++) {
          a[p][q] -= factor * a[k][q];
        }
      }
    }
    double[] solution = new double[n];
    Arrays.setAll(solution, k -> a[k][n] / a[k][k]);
    return solution;
  }
}
