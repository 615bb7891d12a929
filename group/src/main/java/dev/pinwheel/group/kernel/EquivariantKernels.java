package dev.pinwheel.group.kernel;

import dev.pinwheel.group.Cosets;
import dev.pinwheel.group.FiniteGroup;
import dev.pinwheel.group.Matrix;
import dev.pinwheel.group.Representation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * All kernels between two kinds of fields that a family can write: matrices K(y) with
 *
 * <pre>  K(hy) = ρ(h) K(y) σ(h)⁻¹   for all h in H,</pre>
 *
 * so that correlation with K takes fields that transform by σ to fields that transform by ρ.
 *
 * <p>They are the averages over H of E·e<sub>j</sub>(y), with E a matrix with a single entry and
 * e<sub>j</sub> a function of the family:
 *
 * <pre>  K(y) = Σ_h ρ(h) E σ(h)⁻¹ e_j(h⁻¹y).</pre>
 *
 * Of entries that the group takes into one another (double cosets, for fields on cosets) one is
 * enough; what is linearly dependent is left out, so the number of kernels is the number of free
 * parameters for a pair of fields. No equation is solved: the table needs no more than sums and
 * Gram and Schmidt's orthogonalisation.
 *
 * <p>Kernels are orthogonal to each other, and each is as strong as the function that it comes
 * from, so that a family's preference for some functions is kept. The mean of their squared norms,
 * summed over entries and taps, is deg ρ; so coefficients of variance v give each number of an
 * output field a filter of squared norm v·count on average. (T. Cohen, M. Geiger, M. Weiler, <i>A
 * General Theory of Equivariant CNNs on Homogeneous Spaces</i>, NeurIPS 2019, section 4; M. Weiler,
 * G. Cesa, <i>General E(2)-Equivariant Steerable CNNs</i>, NeurIPS 2019, section 2.4.)
 */
public final class EquivariantKernels {
  /**
   * Averages that cancel leave what sampling and rounding make of zero; those that do not are of
   * the order of √|H|.
   */
  private static final double CANCELLED = 0.05;

  private final Representation input;
  private final Representation output;
  private final int taps;
  private final List<double[]> kernels;

  private EquivariantKernels(
      Representation input, Representation output, int taps, List<double[]> kernels) {
    this.input = input;
    this.output = output;
    this.taps = taps;
    this.kernels = kernels;
  }

  /**
   * Tabulates the kernels.
   *
   * @param basis a family's functions, for the group H
   * @param input σ, orthogonal, of H
   * @param output ρ, orthogonal, of H
   * @return the kernels; there may be none
   * @throws IllegalArgumentException if a representation is of another group
   */
  public static EquivariantKernels of(
      KernelBasis basis, Representation input, Representation output) {
    FiniteGroup group = basis.group();
    for (Representation rho : List.of(input, output)) {
      if (!rho.group().equals(group)) {
        throw new IllegalArgumentException(
            "The kernels are turned by "
                + group
                + ", but "
                + rho
                + " is a representation of "
                + rho.group()
                + "; give one of "
                + group
                + ".");
      }
    }
    int taps = basis.taps().points();
    double[] norms = norms(basis);
    List<double[]> kernels = new ArrayList<>();
    for (int[] entry : entries(input, output)) {
      // Entries of different orbits make kernels that are nowhere nonzero together.
      IndependentVectors independent = new IndependentVectors(CANCELLED * Math.sqrt(group.order()));
      for (int i : rows(output, entry[0])) {
        for (int j : rows(input, entry[1])) {
          Average average = new Average(group, input, output, i, j);
          for (int f = 0; f < basis.functions(); f++) {
            independent.add(average.of(basis, f), norms[f]);
          }
        }
      }
      kernels.addAll(independent.basis());
    }
    normalise(kernels, output.degree());
    return new EquivariantKernels(input, output, taps, kernels);
  }

  /** The norm of each function on the taps, in the mean over the group. */
  private static double[] norms(KernelBasis basis) {
    double[] norms = new double[basis.functions()];
    int order = basis.group().order();
    for (int f = 0; f < norms.length; f++) {
      double sum = 0;
      for (int h = 0; h < order; h++) {
        for (double v : basis.turned(h, f)) {
          sum += v * v;
        }
      }
      norms[f] = Math.sqrt(sum / order);
    }
    return norms;
  }

  /** Scales all alike, so that squared norms have a given mean. */
  private static void normalise(List<double[]> kernels, double mean) {
    double sum = 0;
    for (double[] kernel : kernels) {
      for (double v : kernel) {
        sum += v * v;
      }
    }
    double factor = Math.sqrt(mean * kernels.size() / sum);
    for (double[] kernel : kernels) {
      for (int k = 0; k < kernel.length; k++) {
        kernel[k] *= factor;
      }
    }
  }

  /** A pair of cosets (output, input) from each orbit; a field that is not on cosets has one. */
  private static List<int[]> entries(Representation input, Representation output) {
    Optional<Cosets> from = input.cosets();
    Optional<Cosets> to = output.cosets();
    if (from.isEmpty()) {
      return List.of(new int[] {0, 0});
    }
    int[] stabiliser =
        to.map(c -> c.subgroup().elements())
            .orElseGet(() -> IntStream.range(0, input.group().order()).toArray());
    boolean[] seen = new boolean[from.get().count()];
    List<int[]> entries = new ArrayList<>();
    for (int c = 0; c < seen.length; c++) {
      if (!seen[c]) {
        entries.add(new int[] {0, c});
        for (int l : stabiliser) {
          seen[from.get().act(l, c)] = true;
        }
      }
    }
    return entries;
  }

  private static int[] rows(Representation rho, int coset) {
    return rho.cosets().isPresent()
        ? new int[] {coset}
        : IntStream.range(0, rho.degree()).toArray();
  }

  /** Averages of one matrix entry times any function. */
  private static final class Average {
    private final double[][] left;
    private final double[][] right;

    Average(FiniteGroup group, Representation input, Representation output, int i, int j) {
      left = new double[group.order()][];
      right = new double[group.order()][];
      for (int h = 0; h < left.length; h++) {
        left[h] = column(output.matrix(h), i);
        right[h] = column(input.matrix(h), j);
      }
    }

    private static double[] column(Matrix matrix, int j) {
      return IntStream.range(0, matrix.rows()).mapToDouble(i -> matrix.get(i, j)).toArray();
    }

    /** Row by row of K, tap by tap: [output, input, tap]. */
    double[] of(KernelBasis basis, int function) {
      int taps = basis.taps().points();
      double[] sum = new double[left[0].length * right[0].length * taps];
      for (int h = 0; h < left.length; h++) {
        double[] turned = basis.turned(h, function);
        int at = 0;
        for (double l : left[h]) {
          for (double r : right[h]) {
            double factor = l * r;
            if (factor != 0) {
              for (int y = 0; y < taps; y++) {
                sum[at + y] += factor * turned[y];
              }
            }
            at += taps;
          }
        }
      }
      return sum;
    }
  }

  /**
   * How fields of the input transform.
   *
   * @return σ
   */
  public Representation input() {
    return input;
  }

  /**
   * How fields of the output transform.
   *
   * @return ρ
   */
  public Representation output() {
    return output;
  }

  /**
   * The number of kernels: the free parameters for a pair of fields.
   *
   * @return at least 0
   */
  public int count() {
    return kernels.size();
  }

  /**
   * The numbers of one kernel.
   *
   * @return deg ρ · deg σ · taps
   */
  public int size() {
    return output.degree() * input.degree() * taps;
  }

  /**
   * A kernel.
   *
   * @param p its number, from 0
   * @return K(y), row by row, each entry tap by tap: indexed by output, input and tap
   * @throws IndexOutOfBoundsException if there is no such kernel
   */
  public double[] kernel(int p) {
    return kernels.get(p).clone();
  }

  @Override
  public String toString() {
    return count() + " kernels from " + input.name() + " to " + output.name();
  }
}
