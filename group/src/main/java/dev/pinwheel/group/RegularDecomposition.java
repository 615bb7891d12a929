package dev.pinwheel.group;

import java.util.ArrayList;
import java.util.List;

/**
 * The orthogonal matrix Q that splits the regular representation into irreps: Q<sup>-1</sup> ρ(g) Q
 * = ⊕ ψ(g) for all g, where each irrep ψ appears deg ψ/dim End(ψ) times.
 *
 * <p>The columns of Q are the matrix entries of the irreps as functions on the group, g ↦ (deg
 * ψ/|G|)<sup>1/2</sup> ψ(g)<sub>ij</sub>, which are orthonormal by Schur's lemma. Q<sup>-1</sup> is
 * the Fourier transform on the group. (Serre 1977, sections 2.2 and 2.4.)
 */
public final class RegularDecomposition {

  private final Matrix basis;
  private final Representation blocks;

  private RegularDecomposition(Matrix basis, Representation blocks) {
    this.basis = basis;
    this.blocks = blocks;
  }

  /**
   * The decomposition for a group.
   *
   * @param group a group that {@link Irreps} supports
   * @return the decomposition
   * @throws IllegalArgumentException if its irreps are not known
   */
  public static RegularDecomposition of(FiniteGroup group) {
    List<Representation> parts = new ArrayList<>();
    List<double[]> columns = new ArrayList<>();
    for (Representation irrep : Irreps.of(group).all()) {
      // In complex type the columns of ψ are multiples of each other, so only one of them is new.
      int copies = irrep.degree() / RealType.of(irrep).endomorphismDimension();
      for (int j = 0; j < copies; j++) {
        parts.add(irrep);
        for (int i = 0; i < irrep.degree(); i++) {
          columns.add(entries(irrep, i, j));
        }
      }
    }
    Matrix rows = Matrix.of(columns.toArray(double[][]::new));
    return new RegularDecomposition(rows.transpose(), Representation.directSum(parts));
  }

  private static double[] entries(Representation irrep, int i, int j) {
    int order = irrep.group().order();
    double scale = Math.sqrt((double) irrep.degree() / order);
    double[] values = new double[order];
    for (int g = 0; g < order; g++) {
      values[g] = scale * irrep.matrix(g).get(i, j);
    }
    return values;
  }

  /**
   * The orthogonal matrix Q.
   *
   * @return Q; its columns are the new basis
   */
  public Matrix basis() {
    return basis;
  }

  /**
   * The inverse of Q.
   *
   * @return Q<sup>T</sup>
   */
  public Matrix inverse() {
    return basis.transpose();
  }

  /**
   * The sum of irreps ⊕ ψ.
   *
   * @return the block-diagonal representation, equal to Q<sup>-1</sup> ρ Q up to rounding
   */
  public Representation blocks() {
    return blocks;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RegularDecomposition that && blocks.group().equals(that.blocks.group());
  }

  @Override
  public int hashCode() {
    return 31 + blocks.group().hashCode();
  }

  /** The group and its irreps. */
  @Override
  public String toString() {
    return "regular of " + blocks.group() + " = " + blocks;
  }
}
