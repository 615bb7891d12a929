package dev.pinwheel.group.kernel;

import dev.pinwheel.group.Grid;
import dev.pinwheel.group.PointGroup;
import java.util.Arrays;

/**
 * The family {@code grid}: a free value at each tap, turned by permuting taps.
 *
 * <pre>  k(h⁻¹y) = Σ_t w_t · δ(h⁻¹y − t),   t over the kernel's taps,</pre>
 *
 * taps lie at {@code i − (kernel − 1)/2} on every axis, so the centre is a pixel for odd kernels
 * and a corner between pixels for even ones; h maps the set of taps onto itself either way.
 *
 * <p><b>Free parameters</b> for each pair of fields and relative orientation: kernel<sup>d</sup>,
 * which is every function on the taps; nothing is left out or counted twice. Filters start normal
 * with a variance of 2/(fan-in), or 1/(fan-in).
 *
 * <p><b>Exactness.</b> Exact, to the last bit of a filter, and only for groups that map the pixel
 * grid onto itself: in the plane C1, C2, C4, D1, D2 and D4, on the line the reflection, on volumes
 * the symmetries of the cube. For others there are {@link HarmonicKernels}, {@link
 * InterpolatedKernels} and {@link EquivariantKernels}.
 *
 * <p><b>Cost.</b> Turning a filter is a permutation of its taps; nothing is computed. T. Cohen and
 * M. Welling, <i>Group Equivariant Convolutional Networks</i>, ICML 2016, sections 6 and 7.
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
