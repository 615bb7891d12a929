package dev.pinwheel.benchmarks.reference;

import dev.pinwheel.group.Grid;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.feature.FeatureType;

/**
 * Where the taps of an expanded filter come from: {@code (L_h k)(y, c) = k(h⁻¹y, h⁻¹c)}, c over the
 * group, or over a single point for a filter on images.
 */
final class Expansion {
  private Expansion() {}

  /**
   * Tabulates the sources.
   *
   * @param input a trivial or a regular type
   * @param kernel taps along each of two axes
   * @return index[h][c][y] = (h⁻¹c)·taps + (h⁻¹y), flat
   * @throws IllegalArgumentException if the type is neither trivial nor regular
   */
  static long[] index(FeatureType input, int kernel) {
    if (!input.isTrivial() && !input.isRegular()) {
      throw new IllegalArgumentException(
          "the reference takes trivial or regular fields, not '" + input + "'");
    }
    PointGroup group = input.group();
    Grid grid = Grid.of(kernel, kernel);
    int taps = kernel * kernel;
    int m = input.orientations();
    long[] index = new long[group.order() * m * taps];
    for (int h = 0; h < group.order(); h++) {
      int back = group.inverse(h);
      int[] tapSources = grid.sources(group, h);
      for (int c = 0; c < m; c++) {
        int source = input.isTrivial() ? 0 : group.product(back, c);
        for (int y = 0; y < taps; y++) {
          index[(h * m + c) * taps + y] = (long) source * taps + tapSources[y];
        }
      }
    }
    return index;
  }
}
