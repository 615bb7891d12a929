package dev.pinwheel.data.augment;

/**
 * Cubic convolution on the pixel grid; every pixel outside the grid is zero.
 *
 * <p>The value at a point is Σ w(row − i) w(column − j) p(i, j) over the 4×4 nearest pixels, with
 *
 * <pre>
 *   w(t) = 3/2 |t|³ − 5/2 t² + 1               for |t| ≤ 1
 *   w(t) = −1/2 |t|³ + 5/2 t² − 4 |t| + 2      for 1 ≤ |t| ≤ 2</pre>
 *
 * <p>At the pixels it is exact, and quadratic polynomials are reproduced everywhere inside. (R.
 * Keys, <i>Cubic Convolution Interpolation for Digital Image Processing</i>, 1981, with a = −1/2.)
 */
public final class Cubic {
  private Cubic() {}

  /**
   * Interpolates one plane at a point, in double precision.
   *
   * @param source holds the plane, row by row; not modified
   * @param offset where the plane starts
   * @param height its rows
   * @param width its columns
   * @param row the point's row, 0 at the centre of the first row of pixels
   * @param column the point's column, 0 at the centre of the first column of pixels
   * @return the value; 0 at a distance of 2 or more from the grid
   */
  public static double at(
      float[] source, int offset, int height, int width, double row, double column) {
    if (!(row > -2 && row < height + 1 && column > -2 && column < width + 1)) {
      return 0;
    }
    int top = (int) Math.floor(row) - 1;
    int left = (int) Math.floor(column) - 1;
    double sum = 0;
    for (int i = Math.max(top, 0); i < Math.min(top + 4, height); i++) {
      double line = 0;
      for (int j = Math.max(left, 0); j < Math.min(left + 4, width); j++) {
        line += weight(column - j) * source[offset + i * width + j];
      }
      sum += weight(row - i) * line;
    }
    return sum;
  }

  private static double weight(double distance) {
    double t = Math.abs(distance);
    if (t <= 1) {
      return (1.5 * t - 2.5) * t * t + 1;
    }
    return t < 2 ? ((-0.5 * t + 2.5) * t - 4) * t + 2 : 0;
  }
}
