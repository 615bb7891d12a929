package dev.pinwheel.nn.check.angle;

import java.util.stream.IntStream;

/** The pixels near the centre of a grid: those that a turn by any angle leaves on it. */
public final class Disc {
  private Disc() {}

  /**
   * The pixels inside a disc about the grid's centre.
   *
   * @param height rows of the grid
   * @param width columns of the grid
   * @param radius the disc's radius in pixels
   * @return the row-major numbers of the pixels whose centres lie at most that far from the grid's;
   *     for a negative radius none
   */
  public static int[] pixels(int height, int width, double radius) {
    return IntStream.range(0, height * width)
        .filter(p -> Math.hypot(x(p, width), y(p, height, width)) <= radius)
        .toArray();
  }

  /** The coordinate of a pixel to the right of the centre. */
  static double x(int pixel, int width) {
    return pixel % width - (width - 1) / 2.0;
  }

  /** The coordinate of a pixel above the centre. */
  static double y(int pixel, int height, int width) {
    int row = pixel / width;
    return (height - 1) / 2.0 - row;
  }
}
