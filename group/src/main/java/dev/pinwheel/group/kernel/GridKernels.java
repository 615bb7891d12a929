package dev.pinwheel.group.kernel;

import dev.pinwheel.group.Grid;
import dev.pinwheel.group.PointGroup;
import java.util.Arrays;

/**
 * The family {@code grid}: a free value at each tap, turned by permuting taps.
 *
 * <p>Exact, and only for groups that map the pixel grid onto itself: in the plane C1, C2, C4, D1,
 * D2 and D4, on volumes the symmetries of the cube. kernel<sup>d</sup> functions. Cohen and Welling
 * (2016), section 6.
 */
public record GridKernels() implements KernelFamily {
  @Override
  public String name() {
    return "grid";
  }

  @Override
  public KernelBasis basis(PointGroup group, int kernel) {
    if (!group.preservesGrid()) {
      throw new IllegalArgumentException(
          "group "
              + group
              + " does not map the pixel grid onto itself: use C1, C2, C4, D1, D2 or D4, or"
              + " another family of kernels than 'grid'");
    }
    int[] sides = new int[group.dimension()];
    Arrays.fill(sides, kernel);
    return new TapPermutations(group, Grid.of(sides));
  }
}
