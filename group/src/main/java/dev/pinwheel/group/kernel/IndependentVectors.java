package dev.pinwheel.group.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An orthogonal basis of what vectors span, taken one by one (Gram and Schmidt, twice). */
final class IndependentVectors {
  private final List<double[]> unit = new ArrayList<>();
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

  /**
   * Adds a vector unless it depends on those before; it is made orthogonal to them, and of a given
   * norm, which is that of what the vector was made from.
   */
  void add(double[] vector, double norm) {
    double[] rest = scaled(vector, 1 / norm);
    removeProjections(rest);
    if (norm(rest) < least) {
      return;
    }
    removeProjections(rest);
    double before = norm(rest);
    unit.add(scaled(rest, 1 / before));
    basis.add(scaled(rest, norm / before));
  }

  private void removeProjections(double[] rest) {
    for (double[] one : unit) {
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

  private static double[] scaled(double[] vector, double factor) {
    return Arrays.stream(vector).map(v -> v * factor).toArray();
  }

  List<double[]> basis() {
    return List.copyOf(basis);
  }
}
