package dev.pinwheel.group;

/** Gauss-Jordan elimination with partial pivoting on a copy of a square matrix. */
final class Elimination {

  /** Pivots below this share of the largest entry count as zero. */
  private static final double SINGULAR = 1e-13;

  private final Matrix original;
  private final double[][] left;
  private final double[][] right;
  private double determinant = 1;
  private boolean singular;

  Elimination(Matrix matrix) {
    this.original = matrix;
    this.left = matrix.toArray();
    this.right = Matrix.identity(matrix.rows()).toArray();
    double scale = 0;
    for (double[] row : left) {
      for (double a : row) {
        scale = Math.max(scale, Math.abs(a));
      }
    }
    for (int k = 0; k < left.length && !singular; k++) {
      eliminate(k, SINGULAR * scale);
    }
  }

  private void eliminate(int k, double threshold) {
    int pivot = k;
    for (int i = k + 1; i < left.length; i++) {
      if (Math.abs(left[i][k]) > Math.abs(left[pivot][k])) {
        pivot = i;
      }
    }
    // Written so that NaN counts as singular too.
    if (!(Math.abs(left[pivot][k]) > threshold)) {
      singular = true;
      determinant = 0;
      return;
    }
    if (pivot != k) {
      swap(left, pivot, k);
      swap(right, pivot, k);
      determinant = -determinant;
    }
    double divisor = left[k][k];
    determinant *= divisor;
    for (int j = 0; j < left.length; j++) {
      left[k][j] /= divisor;
      right[k][j] /= divisor;
    }
    for (int i = 0; i < left.length; i++) {
      double factor = left[i][k];
      if (i != k && factor != 0) {
        for (int j = 0; j < left.length; j++) {
          left[i][j] -= factor * left[k][j];
          right[i][j] -= factor * right[k][j];
        }
      }
    }
  }

  private static void swap(double[][] rows, int i, int j) {
    double[] row = rows[i];
    rows[i] = rows[j];
    rows[j] = row;
  }

  double determinant() {
    return determinant;
  }

  Matrix inverse() {
    if (singular) {
      throw new IllegalArgumentException(
          "The matrix " + original + " is singular and has no inverse; give an invertible one.");
    }
    return Matrix.generate(right.length, right.length, (i, j) -> right[i][j]);
  }
}
