package dev.pinwheel.nn;

import dev.pinwheel.group.Grid;
import dev.pinwheel.group.Matrix;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.kernel.KernelBasis;
import dev.pinwheel.group.kernel.KernelFamily;
import dev.pinwheel.group.kernel.SampledFunctions;
import java.util.Random;

/**
 * A family for tests: so many Gaussians anywhere in the window, with no symmetry at all, for every
 * group of isometries.
 *
 * @param functions how many
 */
public record SmoothKernels(int functions) implements KernelFamily {
  @Override
  public String name() {
    return "smooth";
  }

  @Override
  public KernelBasis basis(PointGroup group, int kernel) {
    int[] sides = new int[group.dimension()];
    java.util.Arrays.fill(sides, kernel);
    Grid taps = Grid.of(sides);
    double[][][] values = new double[group.order()][functions][taps.points()];
    for (int h = 0; h < group.order(); h++) {
      for (int j = 0; j < functions; j++) {
        for (int y = 0; y < taps.points(); y++) {
          values[h][j][y] = at(group.matrix(h).transpose(), taps.coordinates(y), kernel, j);
        }
      }
    }
    return new SampledFunctions(group, taps, values);
  }

  /** The j-th function, not yet of norm 1, at h⁻¹y. */
  public static double at(Matrix inverse, double[] y, int kernel, int j) {
    double[] point = inverse.apply(y);
    Random random = new Random(j);
    double square = 0;
    for (double p : point) {
      double distance = p - kernel * (random.nextDouble() - 0.5);
      square += distance * distance;
    }
    return Math.exp(-square / (1 + random.nextDouble()));
  }
}
