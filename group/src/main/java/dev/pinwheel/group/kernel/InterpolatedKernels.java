package dev.pinwheel.group.kernel;

import dev.pinwheel.group.Grid;
import dev.pinwheel.group.PointGroup;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The family {@code interpolated}: a free value at each tap of a disc, turned by resampling on the
 * rotated grid.
 *
 * <p>The function of a tap t is e<sub>t</sub>(x) = Π<sub>i</sub> φ(x<sub>i</sub> − t<sub>i</sub>)
 * with the interpolation's φ. Free taps, and the taps y at which a turned kernel has values, are
 * those with |y| ≤ kernel/2: corners leave the grid when they are turned. Hence 9, 21, 37 and 69
 * functions for 3, 5, 7 and 9 taps a side in the plane.
 *
 * <p>For any group of orthogonal matrices, in any dimension. Elements that map the grid onto itself
 * permute the taps exactly. For all others the interpolation damps what is finer than two pixels,
 * by another amount for each angle, so equivariance is rough; see {@code docs/equivariance.md}.
 *
 * <p>E. Bekkers et al., <i>Roto-translation covariant convolutional networks for medical image
 * analysis</i>, MICCAI 2018 (bilinear).
 *
 * @param kind the interpolation between the taps
 */
public record InterpolatedKernels(Interpolation kind) implements KernelFamily {
  /** The word that this family's name begins with. */
  static final String WORD = "interpolated";

  /**
   * Refuses null.
   *
   * @param kind the interpolation between the taps
   */
  public InterpolatedKernels {
    Objects.requireNonNull(kind, "kind");
  }

  /** Bilinear interpolation. */
  public InterpolatedKernels() {
    this(Interpolation.BILINEAR);
  }

  /**
   * The name, which {@link KernelFamilies#parse} reads.
   *
   * @return {@code interpolated} for bilinear interpolation, else {@code interpolated(cubic)}
   */
  @Override
  public String name() {
    return kind == Interpolation.BILINEAR ? WORD : WORD + "(" + kind.word() + ")";
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if a matrix of the group is not orthogonal
   */
  @Override
  public KernelBasis basis(PointGroup group, int kernel) {
    OrthogonalGroups.require(group, WORD);
    int[] sides = new int[group.dimension()];
    Arrays.fill(sides, kernel);
    Grid taps = Grid.of(sides);
    int[] free = IntStream.range(0, taps.points()).filter(y -> inDisc(taps, y)).toArray();
    double[][][] values = new double[group.order()][free.length][taps.points()];
    for (int h = 0; h < group.order(); h++) {
      for (int y : free) {
        double[] source = OrthogonalGroups.preimage(group, h, taps.coordinates(y));
        for (int j = 0; j < free.length; j++) {
          values[h][j][y] = function(source, taps.coordinates(free[j]));
        }
      }
    }
    return new SampledFunctions(group, taps, values);
  }

  private double function(double[] x, double[] tap) {
    double product = 1;
    for (int i = 0; i < x.length; i++) {
      product *= kind.at(x[i] - tap[i]);
    }
    return product;
  }

  /** Whether |y| ≤ kernel/2, in halves of a step. */
  private static boolean inDisc(Grid taps, int y) {
    double square = Arrays.stream(taps.coordinates(y)).map(c -> 4 * c * c).sum();
    return square <= taps.size(0) * taps.size(0);
  }
}
