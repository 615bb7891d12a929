package dev.pinwheel.serve;

import java.time.Duration;

/**
 * What clients may ask for. Beyond it they get an answer that says so, and nothing is computed.
 *
 * @param bodyBytes the largest body of a request
 * @param images the most images in a request
 * @param pixels the most pixels of an image, by what its file says before it is decoded
 * @param time how long a request may wait for its turn and be computed
 * @param requests how many requests are worked on or wait at a time
 */
public record Limits(long bodyBytes, int images, long pixels, Duration time, int requests) {
  /** 16 MiB, 64 images of 16 million pixels each, ten seconds, 64 requests. */
  public static final Limits DEFAULTS =
      new Limits(16L << 20, 64, 16_000_000, Duration.ofSeconds(10), 64);

  /**
   * Checks the numbers.
   *
   * @param bodyBytes the largest body of a request
   * @param images the most images in a request
   * @param pixels the most pixels of an image
   * @param time how long a request may wait for its turn and be computed
   * @param requests how many requests are worked on or wait at a time
   * @throws IllegalArgumentException if one is not positive
   */
  public Limits {
    if (bodyBytes < 1 || images < 1 || pixels < 1 || requests < 1 || time.toMillis() < 1) {
      throw new IllegalArgumentException(
          "limits of %,d bytes, %,d images, %,d pixels, %s and %,d requests: give positive ones"
              .formatted(bodyBytes, images, pixels, time, requests));
    }
  }
}
