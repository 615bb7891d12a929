package dev.pinwheel.group;

import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;

/**
 * A small, immutable, dense matrix of doubles.
 *
 * <p>It serves point groups and representations; it is no library of linear algebra. Equality is
 * exact (with −0.0 equal to 0.0); {@link #isCloseTo} compares within a tolerance.
 */
public final class Matrix {

  private final int rows;
  private final int columns;
  private final double[] entries;

  private Matrix(int rows, int columns, Entry entry) {
    this.rows = rows;
    this.columns = columns;
    this.entries = new double[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        // Adding 0.0 turns -0.0 into 0.0, so that equal matrices are equal objects.
        entries[i * columns + j] = entry.at(i, j) + 0.0;
      }
    }
  }

  /** An entry as a function of its row and column. */
  @FunctionalInterface
  public interface Entry {
    /**
     * The entry at a place.
     *
     * @param row the row, from 0
     * @param column the column, from 0
     * @return the entry
     */
    double at(int row, int column);
  }

  /**
   * The matrix with the given rows.
   *
   * @param rows the rows, all of one length; copied
   * @return the matrix
   * @throws IllegalArgumentException if there is no row or the rows have different lengths
   */
  public static Matrix of(double[]... rows) {
    if (rows.length == 0) {
      throw new IllegalArgumentException("A matrix needs at least one row; 0 rows were given.");
    }
    for (double[] row : rows) {
      if (row.length != rows[0].length) {
        throw new IllegalArgumentException(
            "Row "
                + Arrays.toString(row)
                + " has length "
                + row.length
                + ", the first row has "
                + rows[0].length
                + "; give rows of one length.");
      }
    }
    return new Matrix(rows.length, rows[0].length, (i, j) -> rows[i][j]);
  }

  /**
   * The matrix whose entries are the values of a function.
   *
   * @param rows the number of rows
   * @param columns the number of columns
   * @param entry the function
   * @return the matrix
   * @throws IllegalArgumentException if a number is negative
   */
  public static Matrix generate(int rows, int columns, Entry entry) {
    if (rows < 0 || columns < 0) {
      throw new IllegalArgumentException(
          "A matrix cannot be " + rows + "x" + columns + "; ask for sizes of 0 or more.");
    }
    return new Matrix(rows, columns, entry);
  }

  /**
   * The identity matrix.
   *
   * @param size the number of rows and of columns
   * @return the identity
   * @throws IllegalArgumentException if the size is negative
   */
  public static Matrix identity(int size) {
    return generate(size, size, (i, j) -> i == j ? 1 : 0);
  }

  /**
   * The diagonal matrix of the given entries.
   *
   * @param diagonal the diagonal
   * @return the matrix
   */
  public static Matrix diagonal(double... diagonal) {
    return generate(diagonal.length, diagonal.length, (i, j) -> i == j ? diagonal[i] : 0);
  }

  /**
   * The number of rows.
   *
   * @return the number of rows
   */
  public int rows() {
    return rows;
  }

  /**
   * The number of columns.
   *
   * @return the number of columns
   */
  public int columns() {
    return columns;
  }

  /**
   * One entry.
   *
   * @param row the row, from 0
   * @param column the column, from 0
   * @return the entry
   * @throws IllegalArgumentException if the place lies outside of the matrix
   */
  public double get(int row, int column) {
    if (row < 0 || row >= rows || column < 0 || column >= columns) {
      throw new IllegalArgumentException(
          "There is no entry ("
              + row
              + ", "
              + column
              + ") in a "
              + size()
              + " matrix; give a place inside of it.");
    }
    return entries[row * columns + column];
  }

  /**
   * The matrix product.
   *
   * @param right a matrix with as many rows as this one has columns
   * @return this·right
   * @throws IllegalArgumentException if the sizes do not fit
   */
  public Matrix times(Matrix right) {
    if (columns != right.rows) {
      throw new IllegalArgumentException(
          "A "
              + size()
              + " matrix cannot multiply a "
              + right.size()
              + " one; the right factor needs "
              + columns
              + " rows.");
    }
    double[] sums = new double[rows * right.columns];
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < columns; k++) {
        double factor = entries[i * columns + k];
        // Permutation matrices are nearly all zeros.
        if (factor != 0) {
          for (int j = 0; j < right.columns; j++) {
            sums[i * right.columns + j] += factor * right.entries[k * right.columns + j];
          }
        }
      }
    }
    return new Matrix(rows, right.columns, (i, j) -> sums[i * right.columns + j]);
  }

  /**
   * This matrix times a number.
   *
   * @param factor the number
   * @return factor·this
   */
  public Matrix times(double factor) {
    return new Matrix(rows, columns, (i, j) -> factor * get(i, j));
  }

  /**
   * The sum.
   *
   * @param other a matrix of the same size
   * @return this + other
   * @throws IllegalArgumentException if the sizes differ
   */
  public Matrix plus(Matrix other) {
    if (rows != other.rows || columns != other.columns) {
      throw new IllegalArgumentException(
          "A "
              + size()
              + " matrix and a "
              + other.size()
              + " one have no sum; give matrices of one size.");
    }
    return new Matrix(rows, columns, (i, j) -> get(i, j) + other.get(i, j));
  }

  /**
   * The transpose.
   *
   * @return the matrix with rows and columns exchanged
   */
  public Matrix transpose() {
    return new Matrix(columns, rows, (i, j) -> get(j, i));
  }

  /**
   * The trace.
   *
   * @return the sum of the diagonal
   * @throws IllegalArgumentException if this matrix is not square
   */
  public double trace() {
    requireSquare("trace");
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      sum += get(i, i);
    }
    return sum;
  }

  /**
   * The determinant, by elimination; 0 if a pivot is less than 1e-13 of the largest entry.
   *
   * @return the determinant
   * @throws IllegalArgumentException if this matrix is not square
   */
  public double determinant() {
    requireSquare("determinant");
    return new Elimination(this).determinant();
  }

  /**
   * The inverse, by elimination; singular if a pivot is less than 1e-13 of the largest entry.
   *
   * @return the matrix M with M·this = this·M = 1, up to rounding
   * @throws IllegalArgumentException if this matrix is not square or is singular
   */
  public Matrix inverse() {
    requireSquare("inverse");
    return new Elimination(this).inverse();
  }

  /**
   * The Kronecker product: blocks a<sub>ij</sub>·other.
   *
   * @param other a matrix
   * @return this ⊗ other
   */
  public Matrix kronecker(Matrix other) {
    return new Matrix(
        rows * other.rows,
        columns * other.columns,
        (i, j) ->
            get(i / other.rows, j / other.columns) * other.get(i % other.rows, j % other.columns));
  }

  /**
   * The direct sum: this matrix and another as the blocks of a block-diagonal matrix.
   *
   * @param other the lower right block
   * @return this ⊕ other
   */
  public Matrix directSum(Matrix other) {
    return blockDiagonal(List.of(this, other));
  }

  /**
   * The direct sum of several matrices.
   *
   * @param blocks the blocks, from the upper left to the lower right
   * @return the block-diagonal matrix
   */
  public static Matrix blockDiagonal(List<Matrix> blocks) {
    int rows = blocks.stream().mapToInt(Matrix::rows).sum();
    int columns = blocks.stream().mapToInt(Matrix::columns).sum();
    double[][] entries = new double[rows][columns];
    int top = 0;
    int left = 0;
    for (Matrix block : blocks) {
      for (int i = 0; i < block.rows; i++) {
        System.arraycopy(block.entries, i * block.columns, entries[top + i], left, block.columns);
      }
      top += block.rows;
      left += block.columns;
    }
    return new Matrix(rows, columns, (i, j) -> entries[i][j]);
  }

  /**
   * The image of a vector.
   *
   * @param vector as many numbers as this matrix has columns
   * @return this·vector
   * @throws IllegalArgumentException if the length is wrong
   */
  public double[] apply(double... vector) {
    if (vector.length != columns) {
      throw new IllegalArgumentException(
          "A "
              + size()
              + " matrix cannot act on "
              + Arrays.toString(vector)
              + "; give a vector of length "
              + columns
              + ".");
    }
    double[] image = new double[rows];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        image[i] += entries[i * columns + j] * vector[j];
      }
    }
    return image;
  }

  /**
   * The image of a vector.
   *
   * @param vector a vector with as many coordinates as this matrix has columns
   * @return this·vector
   * @throws IllegalArgumentException if the dimension is wrong
   */
  public Vector apply(Vector vector) {
    return Vector.of(apply(vector.toArray()));
  }

  /**
   * Whether this is a signed permutation matrix: exactly one 1 or −1 in each row and column, zeros
   * elsewhere. Such matrices, and no others, map the integer grid onto itself isometrically.
   *
   * @return whether it is, exactly
   */
  public boolean isSignedPermutation() {
    if (rows != columns || Arrays.stream(entries).anyMatch(a -> a != 0 && Math.abs(a) != 1)) {
      return false;
    }
    // With entries 0, 1 and -1, orthogonality leaves one entry to each row and column.
    return times(transpose()).equals(identity(rows));
  }

  /**
   * Whether every entry agrees within a tolerance.
   *
   * @param other a matrix
   * @param tolerance the greatest absolute difference allowed
   * @return whether the sizes are equal and the entries close
   */
  public boolean isCloseTo(Matrix other, double tolerance) {
    if (rows != other.rows || columns != other.columns) {
      return false;
    }
    for (int i = 0; i < entries.length; i++) {
      if (!(Math.abs(entries[i] - other.entries[i]) <= tolerance)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The entries as rows.
   *
   * @return a copy
   */
  public double[][] toArray() {
    double[][] result = new double[rows][];
    Arrays.setAll(result, i -> Arrays.copyOfRange(entries, i * columns, (i + 1) * columns));
    return result;
  }

  String size() {
    return rows + "x" + columns;
  }

  private void requireSquare(String what) {
    if (rows != columns) {
      throw new IllegalArgumentException(
          "A " + size() + " matrix has no " + what + "; give a square one.");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Matrix that
        && rows == that.rows
        && columns == that.columns
        && Arrays.equals(entries, that.entries);
  }

  @Override
  public int hashCode() {
    return 31 * columns + Arrays.hashCode(entries);
  }

  /**
   * The rows in brackets, with whole numbers written without a fraction, e.g. {@code [[0, -1], [1,
   * 0]]}.
   */
  @Override
  public String toString() {
    StringJoiner lines = new StringJoiner(", ", "[", "]");
    for (double[] row : toArray()) {
      StringJoiner line = new StringJoiner(", ", "[", "]");
      for (double a : row) {
        line.add(a == Math.rint(a) && Math.abs(a) < 1e15 ? Long.toString((long) a) : "" + a);
      }
      lines.add(line.toString());
    }
    return lines.toString();
  }
}
