package dev.pinwheel.group.fourier;

/**
 * A matrix of a function's Fourier transform û, that of one irreducible representation over the
 * reals; see {@link FourierTransform} for what is done with it.
 *
 * <p>A representation of real type and dimension d gives a square matrix, {@code U = Σ_s u(s)
 * ρ(s)}, and M is the transposed one of k. One of complex type, such as the rotations by quarter
 * turns in C4, gives the two parts of {@code Σ_s u(s) exp(iφ(s))} as one row, and M multiplies with
 * the complex conjugate of the same sum over k.
 */
public final class Block {
  private final int[][] slots;
  private final double[][][] weights;

  private Block(int[][] slots, double[][][] weights) {
    this.slots = slots;
    this.weights = weights;
  }

  /** Of real type: M = (d / |H|) K transposed. */
  static Block ofRealType(int[][] slots, double[][] transform) {
    int d = slots.length;
    double[][][] weights = new double[d][d][];
    for (int b = 0; b < d; b++) {
      for (int c = 0; c < d; c++) {
        weights[b][c] = times(transform[slots[c][b]], (double) d / transform.length);
      }
    }
    return new Block(slots, weights);
  }

  /** Of complex type: the real and the imaginary part. */
  static Block ofComplexType(int real, int imaginary, double[][] transform) {
    double scale = 2.0 / transform.length;
    double[] re = transform[real];
    double[] im = transform[imaginary];
    return new Block(
        new int[][] {{real, imaginary}},
        new double[][][] {
          {times(re, scale), times(im, -scale)}, {times(im, scale), times(re, scale)}
        });
  }

  private static double[] times(double[] values, double factor) {
    double[] products = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      products[i] = factor * values[i];
    }
    return products;
  }

  /**
   * How often the representation stands in û, as rows to which the same M is applied.
   *
   * @return the number of rows a
   */
  public int rows() {
    return slots.length;
  }

  /**
   * The size of M.
   *
   * @return the number of columns b
   */
  public int columns() {
    return slots[0].length;
  }

  /**
   * Where an entry is.
   *
   * @param a a row
   * @param b a column
   * @return its slot
   */
  public int slot(int a, int b) {
    return slots[a][b];
  }

  /**
   * A number of the sum that M[b][b′] is.
   *
   * @param b the row of M
   * @param c its column b′
   * @param slot the slot of the element g
   * @return what k(g) is multiplied by
   */
  public double weight(int b, int c, int slot) {
    return weights[b][c][slot];
  }
}
