package dev.pinwheel.data.augment;

import dev.pinwheel.data.CounterRandom;
import dev.pinwheel.data.ImageShape;

/**
 * A smooth random displacement: output(p) = input(p + d(p)), where both parts of d are sums of
 * cubic B-splines on a square grid of knots with random coefficients,
 *
 * <pre>  d(x, y) = Σ c(i, j) B(x/s − i) B(y/s − j),   s a quarter of the image's shorter side.
 * </pre>
 *
 * <p>Elastic distortions by a smoothed random field are those of P. Simard, D. Steinkraus &amp; J.
 * Platt, <i>Best Practices for Convolutional Neural Networks</i>, ICDAR 2003, who smooth numbers
 * per pixel by a Gaussian; few knots give as smooth a field for less work.
 */
final class ElasticMap implements PointMap {
  private static final int KNOTS_PER_SIDE = 4;

  /** ∫ B² of the cubic B-spline: by this the splines weaken the coefficients' variance per axis. */
  private static final double ENERGY = 151.0 / 315;

  private final double spacing;
  private final int reach;
  private final double[] right;
  private final double[] up;

  private ElasticMap(double spacing, int reach, double[] right, double[] up) {
    this.spacing = spacing;
    this.reach = reach;
    this.right = right;
    this.up = up;
  }

  /**
   * Draws a displacement: for each knot, row by row upwards and from left to right, its coefficient
   * of x and then of y.
   *
   * @param random the generator; modified
   * @param pixels the root mean square of each part, over draws and places
   * @param shape of the images
   * @return the map
   */
  static ElasticMap draw(CounterRandom random, double pixels, ImageShape shape) {
    double spacing = (double) Math.min(shape.height(), shape.width()) / KNOTS_PER_SIDE;
    double half = (Math.max(shape.height(), shape.width()) - 1) / 2.0;
    int reach = (int) Math.ceil(half / spacing) + 2;
    int side = 2 * reach + 1;
    double[] right = new double[side * side];
    double[] up = new double[side * side];
    // Numbers uniform on (−1, 1) have variance 1/3.
    double largest = pixels * Math.sqrt(3) / ENERGY;
    for (int k = 0; k < right.length; k++) {
      right[k] = largest * (2 * random.nextDouble() - 1);
      up[k] = largest * (2 * random.nextDouble() - 1);
    }
    return new ElasticMap(spacing, reach, right, up);
  }

  @Override
  public void toSource(double[] point) {
    int side = 2 * reach + 1;
    double u = point[0] / spacing + reach;
    double v = point[1] / spacing + reach;
    int left = (int) Math.floor(u) - 1;
    int bottom = (int) Math.floor(v) - 1;
    double dx = 0;
    double dy = 0;
    for (int j = Math.max(bottom, 0); j < Math.min(bottom + 4, side); j++) {
      double lineX = 0;
      double lineY = 0;
      for (int i = Math.max(left, 0); i < Math.min(left + 4, side); i++) {
        double weight = spline(u - i);
        lineX += weight * right[j * side + i];
        lineY += weight * up[j * side + i];
      }
      double weight = spline(v - j);
      dx += weight * lineX;
      dy += weight * lineY;
    }
    point[0] += dx;
    point[1] += dy;
  }

  private static double spline(double distance) {
    double t = Math.abs(distance);
    if (t <= 1) {
      return (t / 2 - 1) * t * t + 2.0 / 3;
    }
    double rest = Math.max(0, 2 - t);
    return rest * rest * rest / 6;
  }
}
