package dev.pinwheel.nn.check.angle;

import dev.pinwheel.nn.module.Seeds;
import java.util.Random;

/**
 * Random images that are formulas, and so can be turned by any angle without an error.
 *
 * <p>Each channel of each image is a sum of Gaussian blobs,
 *
 * <pre>f(x) = Σ aᵢ exp(−|x − cᵢ|² / 2sᵢ²),   (L_θ f)(x) = Σ aᵢ exp(−|x − R_θ cᵢ|² / 2sᵢ²)</pre>
 *
 * with normal amplitudes a of variance 1, centres c uniform in a disc about the grid's centre, and
 * deviations s uniform between once and twice {@code deviation}. At multiples of 90° the turned
 * image of a square grid is its pixels permuted, bit for bit.
 *
 * @param channels of an image
 * @param height rows
 * @param width columns
 * @param blobs how many blobs a channel has
 * @param radius of the disc that holds the centres, in pixels
 * @param deviation the least deviation of a blob, in pixels
 * @param seed the same seed gives the same images
 */
public record SmoothImages(
    int channels, int height, int width, int blobs, double radius, double deviation, long seed) {
  private static final int BLOBS = 40;
  private static final double RADIUS = 22.0 / 65;
  private static final double DEVIATION = 1.5;

  /**
   * Checks the numbers.
   *
   * @param channels of an image
   * @param height rows
   * @param width columns
   * @param blobs how many blobs a channel has
   * @param radius of the disc that holds the centres, in pixels
   * @param deviation the least deviation of a blob, in pixels
   * @param seed the same seed gives the same images
   * @throws IllegalArgumentException if one of the first four is not positive, the radius is
   *     negative, or the deviation is not positive
   */
  public SmoothImages {
    if (Math.min(Math.min(channels, blobs), Math.min(height, width)) < 1) {
      throw new IllegalArgumentException(
          channels
              + " channels of "
              + height
              + "×"
              + width
              + " with "
              + blobs
              + " blobs are no image: give at least 1 of each");
    }
    if (!(radius >= 0 && radius < Double.POSITIVE_INFINITY)
        || !(deviation > 0 && deviation < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "blobs within "
              + radius
              + " pixels, of deviation "
              + deviation
              + ", can't be drawn: give a radius of 0 or more and a positive deviation");
    }
  }

  /**
   * Images of 40 blobs a channel, of deviation 1.5 to 3 pixels, that lie within a third of the
   * image's size of its centre (22 pixels on 65×65).
   *
   * @param channels of an image
   * @param height rows
   * @param width columns
   * @param seed the same seed gives the same images
   * @return the images
   * @throws IllegalArgumentException if a number is not positive
   */
  public static SmoothImages of(int channels, int height, int width, long seed) {
    return new SmoothImages(
        channels, height, width, BLOBS, RADIUS * Math.min(height, width), DEVIATION, seed);
  }

  /**
   * The same blobs, larger or smaller.
   *
   * @param newDeviation the least deviation, in pixels
   * @return other images
   * @throws IllegalArgumentException if it is not positive
   */
  public SmoothImages withDeviation(double newDeviation) {
    return new SmoothImages(channels, height, width, blobs, radius, newDeviation, seed);
  }

  /**
   * One image, turned.
   *
   * @param number which image, from 0; it does not depend on how many are asked for
   * @param degrees the angle
   * @return L<sub>θ</sub>f on the grid, of shape [channels, height, width], row-major
   * @throws IllegalArgumentException if the angle is not finite
   */
  public double[] image(int number, double degrees) {
    double[] pixels = new double[channels * height * width];
    draw(number, Turn.of(degrees), pixels, 0);
    return pixels;
  }

  /**
   * Several images, turned.
   *
   * @param count how many; the first ones
   * @param degrees the angle
   * @return shape [count, channels, height, width], row-major
   * @throws IllegalArgumentException if there is none, or the angle is not finite
   */
  public double[] images(int count, double degrees) {
    if (count < 1) {
      throw new IllegalArgumentException("give at least 1 image, not " + count);
    }
    int each = channels * height * width;
    double[] pixels = new double[count * each];
    for (int i = 0; i < count; i++) {
      draw(i, Turn.of(degrees), pixels, i * each);
    }
    return pixels;
  }

  private void draw(int number, Turn turn, double[] pixels, int offset) {
    for (int channel = 0; channel < channels; channel++) {
      Random random = new Random(Seeds.mix(seed, number, channel));
      for (int i = 0; i < blobs; i++) {
        double amplitude = random.nextGaussian();
        double distance = radius * Math.sqrt(random.nextDouble());
        double direction = 2 * Math.PI * random.nextDouble();
        double spread = deviation * (1 + random.nextDouble());
        double x = distance * Math.cos(direction);
        double y = distance * Math.sin(direction);
        add(
            amplitude,
            profile(turn.x(x, y), spread, width, 1),
            profile(turn.y(x, y), spread, height, -1),
            pixels,
            offset + channel * height * width);
      }
    }
  }

  /** A Gaussian along an axis, whose coordinate grows with the index or shrinks. */
  private static double[] profile(double centre, double spread, int size, int sign) {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      double distance = sign * (i - (size - 1) / 2.0) - centre;
      values[i] = Math.exp(-distance * distance / (2 * spread * spread));
    }
    return values;
  }

  /** Adds a product of two profiles; its order of factors is the same for exchanged axes. */
  private static void add(
      double amplitude, double[] alongX, double[] alongY, double[] pixels, int offset) {
    int at = offset;
    for (double down : alongY) {
      for (double across : alongX) {
        pixels[at++] += amplitude * (across * down);
      }
    }
  }
}
