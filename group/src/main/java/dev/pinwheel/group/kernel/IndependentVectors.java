package dev.pinwheel.group.kernel;

import java.util.ArrayList;
import java.util.List;

/** An orthonormal basis of what vectors span, taken one by one (Gram and Schmidt, twice). */
final class IndependentVectors {
  private final List<double[]> basis = new ArrayList<>();
  private final double least;

  /**
   * Begins with none.
   *
   * @param least what is left of a vector without its projections on those before counts as nothing
   *     if its norm is smaller; the larger, the less rounding is magnified
   */
  IndependentVectors(double least) {
    this.least = least;
  }

  /** Adds a vector unless it depends on those before; it is normalised and made orthogonal. */
  void add(double[] vector) {
    double[] rest = vector.clone();
    removeProjections(rest);
    if (norm(rest) < least) {
      return;
    }
    removeProjections(rest);
    scale(rest, 1 / norm(rest));
    basis.add(rest);
  }

  private void removeProjections(double[] rest) {
    for (double[] one : basis) {
      double product = 0;
      for (int i = 0; i < rest.length; i++) {
        product += one[i] * rest[i];
      }
      for (int i = 0; i < rest.length; i++) {
        rest[i] -= product * one[i];
      }
    }
  }

  private static double norm(double[] vector) {
    double sum = 0;
    for (double v : vector) {
      sum += v * v;
    }
    return Math.sqrt(sum);
  }

  private static void scale(double[] vector, double factor) {
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= factor;
    }
  }

  List<double[]> basis() {
    return List.copyOf(basis);
  }
}
