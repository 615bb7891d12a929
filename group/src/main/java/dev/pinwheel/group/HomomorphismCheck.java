package dev.pinwheel.group;

import java.util.function.IntFunction;

/**
 * How far matrices are from a homomorphism: from ρ(g)ρ(h) = ρ(gh) for all g and h, and ρ(e) = 1.
 *
 * <p>(The talk, "Mathematical Preliminary: Representation".)
 *
 * @param g the left factor of the pair with the greatest error
 * @param h the right factor of that pair
 * @param error the greatest entry of |ρ(g)ρ(h) − ρ(gh)|, or of |ρ(e) − 1| for the pair (e, e);
 *     infinite if an entry is not a number or sizes do not fit
 * @param tolerance the greatest error allowed
 */
public record HomomorphismCheck(int g, int h, double error, double tolerance) {

  /**
   * Checks all pairs of elements.
   *
   * @param group the group
   * @param matrices the matrix ρ(g) of each element
   * @param tolerance the greatest error allowed
   * @return the pair with the greatest error
   */
  public static HomomorphismCheck of(
      FiniteGroup group, IntFunction<Matrix> matrices, double tolerance) {
    Matrix[] all = new Matrix[group.order()];
    for (int g = 0; g < all.length; g++) {
      all[g] = matrices.apply(g);
    }
    HomomorphismCheck worst =
        new HomomorphismCheck(0, 0, distance(all[0], Matrix.identity(all[0].rows())), tolerance);
    for (int g = 0; g < all.length; g++) {
      for (int h = 0; h < all.length; h++) {
        double error = error(all[g], all[h], all[group.product(g, h)]);
        if (error > worst.error) {
          worst = new HomomorphismCheck(g, h, error, tolerance);
        }
      }
    }
    return worst;
  }

  private static double error(Matrix left, Matrix right, Matrix product) {
    return left.columns() == right.rows()
        ? distance(left.times(right), product)
        : Double.POSITIVE_INFINITY;
  }

  private static double distance(Matrix a, Matrix b) {
    if (a.rows() != b.rows() || a.columns() != b.columns()) {
      return Double.POSITIVE_INFINITY;
    }
    double distance = 0;
    for (int i = 0; i < a.rows(); i++) {
      for (int j = 0; j < a.columns(); j++) {
        double difference = Math.abs(a.get(i, j) - b.get(i, j));
        distance =
            Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(distance, difference);
      }
    }
    return distance;
  }

  /**
   * Whether the matrices are a homomorphism.
   *
   * @return whether no pair has an error above the tolerance
   */
  public boolean holds() {
    return error <= tolerance;
  }

  /** The worst pair and its error. */
  @Override
  public String toString() {
    return "rho(" + g + ")·rho(" + h + ") differs from rho(" + g + "·" + h + ") by " + error;
  }
}
