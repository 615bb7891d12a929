package dev.pinwheel.group.kernel;

import dev.pinwheel.group.Grid;
import dev.pinwheel.group.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Hermite functions: polynomials in a Gaussian window, known at every point of R<sup>d</sup>, so
 * that a kernel made of them can be dilated and sampled anew.
 *
 * <pre>
 *   ψ_p(y) = w^(−d/2) Π_i h_{p_i}(y_i/w),   p_1 + … + p_d ≤ degree
 *   h_0(u) = π^(−1/4) e^(−u²/2),   h_1(u) = √2 u h_0(u),
 *   h_{n+1}(u) = √(2/(n+1)) u h_n(u) − √(n/(n+1)) h_{n−1}(u)</pre>
 *
 * <p>They are orthonormal on R<sup>d</sup>, and so on the grid up to the sampling error, which
 * falls like e<sup>−(πw)²</sup>: on the line at most 0.02 for w = 1 and degrees up to 2, 0.08 for
 * degree 3, and 10<sup>−5</sup> for w = 1.5. Dilated by t a function is t<sup>−d</sup>ψ(y/t), which
 * keeps its integral. Kernels reach as far as {@code cutoff} widths along each axis, dilated t
 * times as far. (Sosnovik, Szmaja and Smeulders, <i>Scale-Equivariant Steerable Networks</i>, ICLR
 * 2020, section 4.)
 *
 * @param width w, the Gaussian's deviation at scale 1, in pixels
 * @param degree the greatest degree of the polynomials
 * @param cutoff how many widths a kernel reaches from its middle
 */
public record HermiteKernels(double width, int degree, double cutoff) {
  /**
   * Checks the three numbers.
   *
   * @param width w, the Gaussian's deviation at scale 1, in pixels
   * @param degree the greatest degree of the polynomials
   * @param cutoff how many widths a kernel reaches from its middle
   * @throws IllegalArgumentException if a width or cutoff is not positive, or the degree negative
   */
  public HermiteKernels {
    if (!(width > 0) || degree < 0 || !(cutoff > 0)) {
      throw new IllegalArgumentException(
          "Hermite kernels need a width and a cutoff above 0 and a degree of at least 0, not a"
              + " width of "
              + width
              + ", a cutoff of "
              + cutoff
              + " and degree "
              + degree
              + ".");
    }
  }

  /**
   * Kernels that reach four widths.
   *
   * @param width w, the Gaussian's deviation at scale 1, in pixels
   * @param degree the greatest degree of the polynomials
   * @return the kernels
   * @throws IllegalArgumentException if the width is not positive, or the degree negative
   */
  public static HermiteKernels of(double width, int degree) {
    return new HermiteKernels(width, degree, 4);
  }

  /**
   * How many functions there are: the free coefficients of one kernel.
   *
   * @param dimension d
   * @return the binomial coefficient of degree + d and d
   */
  public int functions(int dimension) {
    return powers(dimension).size();
  }

  /**
   * How far a dilated kernel reaches.
   *
   * @param factor the dilation t
   * @return pixels to each side of the middle; the kernel has 2·radius + 1 taps along each axis
   */
  public int radius(double factor) {
    return (int) Math.ceil(cutoff * width * factor - 1e-9);
  }

  /**
   * The functions, turned and dilated.
   *
   * @param inverse the matrix of h<sup>-1</sup>
   * @param factor the dilation t
   * @return t<sup>−d</sup>ψ<sub>p</sub>(h<sup>-1</sup>y/t), indexed by function and tap; taps in
   *     row-major order
   */
  public double[][] sampled(Matrix inverse, double factor) {
    int d = inverse.rows();
    int[] sides = new int[d];
    Arrays.fill(sides, 2 * radius(factor) + 1);
    Grid taps = Grid.of(sides);
    List<int[]> powers = powers(d);
    double[][] values = new double[powers.size()][taps.points()];
    double scale = Math.pow(factor, -d) * Math.pow(width, -d / 2.0);
    for (int y = 0; y < taps.points(); y++) {
      double[] point = inverse.apply(taps.coordinates(y));
      double[][] along = new double[d][];
      Arrays.setAll(along, i -> hermite(point[i] / (width * factor)));
      for (int j = 0; j < values.length; j++) {
        double product = scale;
        for (int i = 0; i < d; i++) {
          product *= along[i][powers.get(j)[i]];
        }
        values[j][y] = product;
      }
    }
    return values;
  }

  /** h_0 … h_degree at a point. */
  private double[] hermite(double u) {
    double[] h = new double[degree + 1];
    h[0] = Math.pow(Math.PI, -0.25) * Math.exp(-u * u / 2);
    if (degree > 0) {
      h[1] = Math.sqrt(2) * u * h[0];
    }
    for (int n = 1; n < degree; n++) {
      h[n + 1] = Math.sqrt(2.0 / (n + 1)) * u * h[n] - Math.sqrt((double) n / (n + 1)) * h[n - 1];
    }
    return h;
  }

  /** All p with a sum of at most the degree, in lexical order. */
  private List<int[]> powers(int dimension) {
    List<int[]> all = List.of(new int[0]);
    for (int i = 0; i < dimension; i++) {
      List<int[]> longer = new ArrayList<>();
      for (int[] p : all) {
        for (int n = 0; n <= degree - Arrays.stream(p).sum(); n++) {
          int[] q = Arrays.copyOf(p, p.length + 1);
          q[p.length] = n;
          longer.add(q);
        }
      }
      all = longer;
    }
    return all;
  }
}
