package dev.pinwheel.nn.check.angle;

/**
 * A map between its pixels: the tensor product of quintic B-splines through them,
 *
 * <pre>f(x, y) = Σ c_ij β⁵(x − i) β⁵(y − j)</pre>
 *
 * four times continuously differentiable, of sixth order: halving the pixels divides its error by
 * 64. Beyond the grid the map is continued by mirroring at its outermost pixels.
 *
 * <p>Turning by a multiple of 90° takes the values themselves, exactly, wherever a turned pixel is
 * one of the grid: on square maps, everywhere.
 */
public final class QuinticSpline {
  /** How many splines overlap at a point, along one axis. */
  private static final int REACH = 6;

  private final int height;
  private final int width;
  private final int channels;
  private final double[] values;
  private final double[] coefficients;

  private QuinticSpline(int height, int width, int channels, double[] values) {
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.values = values;
    this.coefficients = values.clone();
    filter();
  }

  /**
   * The spline through a map's values.
   *
   * @param values shape [height, width, channels], row-major. Copied.
   * @param height rows
   * @param width columns
   * @param channels how many maps are interpolated together
   * @return the spline
   * @throws IllegalArgumentException if the numbers do not fill the shape
   */
  public static QuinticSpline through(double[] values, int height, int width, int channels) {
    if (Math.min(Math.min(height, width), channels) < 1
        || values.length != (long) height * width * channels) {
      throw new IllegalArgumentException(
          values.length
              + " values are no map of "
              + height
              + "×"
              + width
              + " pixels with "
              + channels
              + " channels");
    }
    return new QuinticSpline(height, width, channels, values.clone());
  }

  private void filter() {
    for (int row = 0; row < height; row++) {
      for (int c = 0; c < channels; c++) {
        SplineFilter.apply(coefficients, row * width * channels + c, channels, width);
      }
    }
    for (int start = 0; start < width * channels; start++) {
      SplineFilter.apply(coefficients, start, width * channels, height);
    }
  }

  /**
   * The turned map (L<sub>θ</sub>f)(x) = f(R<sub>−θ</sub>x) at some pixels. Values are moved, not
   * mixed: what an angle does to the channels is the feature type's matter.
   *
   * @param degrees the angle θ
   * @param pixels row-major numbers of the pixels x, as {@link Disc#pixels} gives them
   * @return shape [pixels, channels], row-major
   * @throws IllegalArgumentException if the angle is not finite
   */
  public double[] turned(double degrees, int[] pixels) {
    Turn back = Turn.of(degrees).inverse();
    double[] result = new double[pixels.length * channels];
    for (int i = 0; i < pixels.length; i++) {
      double x = Disc.x(pixels[i], width);
      double y = Disc.y(pixels[i], height, width);
      evaluate(
          (height - 1) / 2.0 - back.y(x, y),
          back.x(x, y) + (width - 1) / 2.0,
          result,
          i * channels);
    }
    return result;
  }

  /**
   * The values at a point.
   *
   * @param row down from the first row, in pixels
   * @param column to the right from the first column, in pixels
   * @return one value per channel
   */
  public double[] at(double row, double column) {
    double[] result = new double[channels];
    evaluate(row, column, result, 0);
    return result;
  }

  private void evaluate(double row, double column, double[] result, int offset) {
    if (isPixel(row, height) && isPixel(column, width)) {
      int pixel = (int) (row * width + column);
      System.arraycopy(values, pixel * channels, result, offset, channels);
      return;
    }
    int top = (int) Math.floor(row) - 2;
    int left = (int) Math.floor(column) - 2;
    double[] down = weights(row - Math.floor(row));
    double[] across = weights(column - Math.floor(column));
    for (int i = 0; i < REACH; i++) {
      int line = mirrored(top + i, height) * width;
      for (int j = 0; j < REACH; j++) {
        int from = (line + mirrored(left + j, width)) * channels;
        double weight = down[i] * across[j];
        for (int c = 0; c < channels; c++) {
          result[offset + c] += weight * coefficients[from + c];
        }
      }
    }
  }

  private static boolean isPixel(double index, int n) {
    return index >= 0 && index <= n - 1 && index == Math.rint(index);
  }

  /** The six splines' values at a distance of −2 − t, −1 − t, …, 3 − t from their centres. */
  private static double[] weights(double t) {
    double[] weights = new double[REACH];
    for (int i = 0; i < REACH; i++) {
      weights[i] = spline(Math.abs(i - 2 - t));
    }
    return weights;
  }

  /** β⁵(d) for d ≥ 0: the convolution of six unit intervals. */
  private static double spline(double d) {
    double e = d * d;
    if (d < 1) {
      return (66 + e * (-60 + e * (30 - 10 * d))) / 120;
    }
    if (d < 2) {
      return (51 + d * (75 + d * (-210 + d * (150 + d * (-45 + 5 * d))))) / 120;
    }
    double rest = Math.max(0, 3 - d);
    return rest * rest * rest * rest * rest / 120;
  }

  private static int mirrored(int index, int n) {
    if (n == 1) {
      return 0;
    }
    int period = 2 * (n - 1);
    int place = Math.floorMod(index, period);
    return Math.min(place, period - place);
  }
}
