package dev.pinwheel.benchmarks.reference;

import dev.pinwheel.group.Grid;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.kernel.KernelBasis;
import dev.pinwheel.group.kernel.KernelFamily;
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
    PointGroup group = requireKnown(input).group();
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

  /**
   * Tabulates the functions that kernels of any family are sums of, turned and moved to the cosets
   * that they are for.
   *
   * @param input a trivial or a regular type
   * @param family the family
   * @param kernel taps along each of two axes
   * @return values[c′·functions + j][(h·cosets + c)·taps + y], e_j(h⁻¹y) where c′ = h⁻¹c and else
   *     0, flat
   * @throws IllegalArgumentException if the type is neither trivial nor regular
   */
  static double[] values(FeatureType input, KernelFamily family, int kernel) {
    PointGroup group = input.group();
    KernelBasis basis = family.basis(group, kernel);
    int m = requireKnown(input).orientations();
    int taps = kernel * kernel;
    int columns = group.order() * m * taps;
    double[] values = new double[m * basis.functions() * columns];
    for (int h = 0; h < group.order(); h++) {
      for (int c = 0; c < m; c++) {
        int source = input.isTrivial() ? 0 : group.product(group.inverse(h), c);
        for (int j = 0; j < basis.functions(); j++) {
          int row = source * basis.functions() + j;
          double[] turned = basis.turned(h, j);
          System.arraycopy(turned, 0, values, row * columns + (h * m + c) * taps, taps);
        }
      }
    }
    return values;
  }

  private static FeatureType requireKnown(FeatureType input) {
    if (!input.isTrivial() && !input.isRegular()) {
      throw new IllegalArgumentException(
          "the reference takes trivial or regular fields, not '" + input + "'");
    }
    return input;
  }
}
