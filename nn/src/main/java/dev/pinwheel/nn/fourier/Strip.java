package dev.pinwheel.nn.fourier;

/**
 * Where the pixels of one orientation of some rows of a map lie, padding included, if they are laid
 * out as that orientation's filters see them: turned so that the taps of a free filter's row, when
 * they are neighbours, are next to each other in memory, in their order.
 *
 * <p>Places are counted in pixels.
 */
final class Strip {
  private final Geometry geometry;
  private final TapOrbits orbits;
  private final int slot;
  private final int down;
  private final int right;
  private final int first;

  /**
   * Lays out a slot's orientation.
   *
   * @param depth how many rows of the map there are
   */
  Strip(TapOrbits orbits, int slot, Geometry geometry, int depth) {
    this.geometry = geometry;
    this.orbits = orbits;
    this.slot = slot;
    int width = geometry.width() + 2 * geometry.padding();
    boolean isSingle = orbits.taps() == 1;
    int stepDown = isSingle ? 0 : row(1) - row(0);
    int stepRight = isSingle ? 1 : column(1) - column(0);
    down = stepDown == 0 ? width : stepDown;
    right = stepDown == 0 ? stepRight : depth;
    first = Math.max(0, -down * (depth - 1)) + Math.max(0, -right * (width - 1));
  }

  private int row(int tap) {
    return orbits.tap(tap, slot) / geometry.kernel();
  }

  private int column(int tap) {
    return orbits.tap(tap, slot) % geometry.kernel();
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
    return geometry.dilation() * (row(tap) * down + column(tap) * right);
  }
}
