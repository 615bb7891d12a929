package dev.pinwheel.report.picture;

import java.util.List;

/**
 * Points of a plot.
 *
 * @param name in the legend
 * @param x from left to right
 * @param y as many
 * @param form how they are drawn
 * @param colour which of the shade's colours
 */
public record Series(String name, List<Double> x, List<Double> y, Form form, int colour) {
  /**
   * Copies the lists.
   *
   * @param name in the legend
   * @param x from left to right
   * @param y as many
   * @param form how they are drawn
   * @param colour which of the shade's colours
   * @throws IllegalArgumentException if there are more of one than of the other
   */
  public Series {
    x = List.copyOf(x);
    y = List.copyOf(y);
    if (x.size() != y.size()) {
      throw new IllegalArgumentException(
          "series '" + name + "' has " + x.size() + " places and " + y.size() + " values");
    }
  }

  /** How points are drawn. */
  public enum Form {
    /** Joined by a line. */
    LINE,
    /** As dots. */
    DOTS,
    /** As diamonds. */
    DIAMONDS
  }
}
