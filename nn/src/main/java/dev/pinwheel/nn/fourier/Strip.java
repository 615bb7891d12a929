package dev.pinwheel.nn.fourier;

import java.util.Arrays;

/**
 * Where the pixels of one orientation of some rows of a map lie, padding included, if they are laid
 * out as that orientation's filters see them: turned so that the taps of a free filter's row, when
 * they are neighbours, are next to each other in memory, in their order.
 *
 * <p>Places are counted in pixels.
 */
final class Strip {
  private final int pixels;
  private final int down;
  private final int right;
  private final int first;
  private final int[] distances;

  /**
   * Lays out a slot's orientation.
   *
   * @param depth how many rows of the map there are
   */
  Strip(TapOrbits orbits, int slot, Geometry geometry, int depth) {
    int width = geometry.width() + 2 * geometry.padding();
    int[] rows = new int[orbits.taps()];
    int[] columns = new int[orbits.taps()];
    for (int t = 0; t < rows.length; t++) {
      rows[t] = orbits.tap(t, slot) / geometry.kernel();
      columns[t] = orbits.tap(t, slot) % geometry.kernel();
    }
    boolean isSingle = rows.length == 1;
    int stepDown = isSingle ? 0 : rows[1] - rows[0];
    int stepRight = isSingle ? 1 : columns[1] - columns[0];
    pixels = depth * width;
    down = stepDown == 0 ? width : stepDown;
    right = stepDown == 0 ? stepRight : depth;
    first = Math.max(0, -down * (depth - 1)) + Math.max(0, -right * (width - 1));
    distances = new int[rows.length];
    Arrays.setAll(distances, t -> geometry.dilation() * (rows[t] * down + columns[t] * right));
  }

  /** How many there are, padding included. */
  int pixels() {
    return pixels;
  }

  /** From a pixel's place to that of the one below it. */
  int down() {
    return down;
  }

  /** From a pixel's place to that of the one on its right. */
  int right() {
    return right;
  }

  /** The place of the first row's first pixel. */
  int first() {
    return first;
  }

  /** How far the pixel under a tap of the free filter is from the one under the turned corner. */
  int distance(int tap) {
    return distances[tap];
  }
}
