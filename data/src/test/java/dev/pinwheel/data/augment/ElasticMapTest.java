package dev.pinwheel.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pinwheel.data.CounterRandom;
import dev.pinwheel.data.ImageShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Displacements of the asked size, everywhere alike, and smooth. */
class ElasticMapTest {
  private static ElasticMap draw(double pixels, ImageShape shape, long index) {
    return ElasticMap.draw(new CounterRandom(1, 0, index), pixels, shape);
  }

  @ParameterizedTest
  @CsvSource({"1, 28, 28", "0.5, 28, 28", "2, 40, 90", "3, 96, 64"})
  void displacementsHaveTheirSizeAndNoPreference(double pixels, int height, int width) {
    ImageShape shape = new ImageShape(3, height, width);
    int n = 3000;
    double[] sums = new double[4];
    for (int i = 0; i < n; i++) {
      ElasticMap map = draw(pixels, shape, i);
      CounterRandom places = new CounterRandom(2, 0, i);
      double x = (places.nextDouble() - 0.5) * (width - 1);
      double y = (places.nextDouble() - 0.5) * (height - 1);
      double right = sourceX(map, x, y) - x;
      double up = sourceY(map, x, y) - y;
      sums[0] += right;
      sums[1] += right * right;
      sums[2] += up * up;
      sums[3] += right * up;
    }
    double variance = pixels * pixels;
    // Within five standard errors of sums of nearly normal numbers.
    assertThat(sums[0] / n).isCloseTo(0, within(5 * pixels / Math.sqrt(n)));
    assertThat(sums[1] / n).isCloseTo(variance, within(5 * variance * Math.sqrt(2.0 / n)));
    assertThat(sums[2] / n).isCloseTo(variance, within(5 * variance * Math.sqrt(2.0 / n)));
    assertThat(sums[3] / n).isCloseTo(0, within(5 * variance / Math.sqrt(n)));
  }

  /** At the corners of the grid, too, the field is made of as many knots as in the middle. */
  @Test
  void cornersMoveAsFarAsTheCentre() {
    ImageShape shape = new ImageShape(1, 28, 28);
    int n = 4000;
    double centre = 0;
    double corner = 0;
    for (int i = 0; i < n; i++) {
      ElasticMap map = draw(1, shape, i);
      centre += square(sourceX(map, 0, 0));
      corner += square(sourceX(map, 13.5, -13.5) - 13.5);
    }
    // The sum of B² over the knots is 1/2 at a knot, and at least 0.46 elsewhere; on average 0.48.
    assertThat(centre / n).isCloseTo(square(0.5 * 315 / 151), within(0.12));
    assertThat(corner / n).isBetween(0.8, 1.2);
  }

  @Test
  void neighboursMoveTogether() {
    ImageShape shape = new ImageShape(1, 28, 28);
    double squares = 0;
    int n = 2000;
    for (int i = 0; i < n; i++) {
      ElasticMap map = draw(1, shape, i);
      CounterRandom places = new CounterRandom(3, 0, i);
      double x = 26 * places.nextDouble() - 13;
      double y = 26 * places.nextDouble() - 13;
      double stretch = (sourceX(map, x + 1e-4, y) - sourceX(map, x - 1e-4, y)) / 2e-4 - 1;
      squares += stretch * stretch;
    }
    // ∫ B'² = 2/3 takes the place of ∫ B² = 151/315 along one axis, 7 pixels from knot to knot.
    assertThat(squares / n).isCloseTo(2.0 / 3 * 315 / 151 / 49, within(0.004));
  }

  @Test
  void noneAndTheSameAgain() {
    ImageShape shape = new ImageShape(1, 28, 28);
    ElasticMap none = draw(0, shape, 1);
    assertThat(sourceX(none, 3.25, -7)).isEqualTo(3.25);
    assertThat(sourceY(none, 3.25, -7)).isEqualTo(-7);
    assertThat(sourceX(draw(1, shape, 4), 1, 2)).isEqualTo(sourceX(draw(1, shape, 4), 1, 2));
    assertThat(sourceX(draw(1, shape, 4), 1, 2)).isNotEqualTo(sourceX(draw(1, shape, 5), 1, 2));
  }

  @Test
  void stepsAroundItAreDoneInTheirOrder() {
    ImageShape shape = new ImageShape(1, 28, 28);
    ElasticMap elastic = draw(1, shape, 6);
    AffineMap turn = AffineMap.rotation(90);
    AffineMap move = AffineMap.translation(2, 0);
    PointMap all = turn.then((PointMap) elastic).then(move);
    // The way back: two to the left, through the displacement, then turned by −90°.
    double x = sourceX(elastic, 5 - 2, 3);
    double y = sourceY(elastic, 5 - 2, 3);
    assertThat(sourceX(all, 5, 3)).isEqualTo(turn.sourceX(x, y)).isEqualTo(y);
    assertThat(sourceY(all, 5, 3)).isEqualTo(turn.sourceY(x, y)).isEqualTo(-x);
  }

  private static double square(double value) {
    return value * value;
  }

  private static double sourceX(PointMap map, double x, double y) {
    return source(map, x, y)[0];
  }

  private static double sourceY(PointMap map, double x, double y) {
    return source(map, x, y)[1];
  }

  private static double[] source(PointMap map, double x, double y) {
    double[] point = {x, y};
    map.toSource(point);
    return point;
  }
}
