package dev.pinwheel.group;

import java.util.Arrays;

/**
 * A regular grid of points of R<sup>d</sup> with its origin in its centre: the pixels of an image.
 *
 * <p>Points are numbered in row-major order: the last axis is the fastest. Along an axis of size n
 * the index i lies at ±(i − (n − 1)/2): + along x (the last axis) and z, − along y (the
 * second-to-last), since rows go down. Point groups act about the centre; even sizes are exact,
 * because the work is done with the doubled coordinates ±(2i − (n − 1)), which are integers.
 *
 * <pre>
 * Grid.of(2, 3), numbers of points and axes:
 *
 *   0  1  2      y
 *   3  4  5      |__ x
 * </pre>
 */
public final class Grid {

  private final int[] sizes;
  private final int points;

  private Grid(int[] sizes) {
    this.sizes = sizes;
    this.points = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
  }

  /**
   * The grid of the given sizes.
   *
   * @param sizes the number of points along each axis, in the order of a tensor's axes: rows, then
   *     columns
   * @return the grid
   * @throws IllegalArgumentException if there is no axis, a size is less than 1, or there are more
   *     points than an int can count
   */
  public static Grid of(int... sizes) {
    if (sizes.length == 0 || Arrays.stream(sizes).anyMatch(n -> n < 1)) {
      throw new IllegalArgumentException(
          "A grid cannot have the sizes "
              + Arrays.toString(sizes)
              + "; give one or more, each at least 1.");
    }
    if (Arrays.stream(sizes).asDoubleStream().reduce(1, (a, b) -> a * b) > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "A grid of sizes "
              + Arrays.toString(sizes)
              + " has more points than an int can count; give smaller sizes.");
    }
    return new Grid(sizes.clone());
  }

  /**
   * The number of axes.
   *
   * @return d
   */
  public int dimension() {
    return sizes.length;
  }

  /**
   * The number of points along an axis.
   *
   * @param axis the axis, from 0
   * @return the size
   * @throws IllegalArgumentException if there is no such axis
   */
  public int size(int axis) {
    if (axis < 0 || axis >= sizes.length) {
      throw new IllegalArgumentException(
          "There is no axis " + axis + " in " + this + "; give one of 0.." + (sizes.length - 1));
    }
    return sizes[axis];
  }

  /**
   * The number of points.
   *
   * @return the product of the sizes
   */
  public int points() {
    return points;
  }

  /**
   * The coordinates of a point.
   *
   * @param index its row-major number
   * @return x, y, z and so on, in steps of the grid from its centre
   * @throws IllegalArgumentException if there is no such point
   */
  public double[] coordinates(int index) {
    if (index < 0 || index >= points) {
      throw new IllegalArgumentException(
          "There is no point " + index + " in " + this + "; give one of 0.." + (points - 1));
    }
    return Arrays.stream(doubled(index)).mapToDouble(c -> c / 2.0).toArray();
  }

  /**
   * Where the values of a transformed image come from: (L<sub>g</sub> f)(x) = f(g<sup>-1</sup>·x),
   * hence (L<sub>g</sub> f)[i] = f[sources[i]].
   *
   * @param group a group on the space of this grid
   * @param g an element of it
   * @return for each point x the number of the point g<sup>-1</sup>·x
   * @throws IllegalArgumentException if the group acts on another space, if g is not in it, or if g
   *     does not map this grid onto itself: its matrix is no signed permutation, or exchanges axes
   *     of different sizes
   */
  public int[] sources(PointGroup group, int g) {
    if (group.dimension() != dimension()) {
      throw new IllegalArgumentException(
          group
              + " acts on R^"
              + group.dimension()
              + ", but "
              + this
              + " has "
              + dimension()
              + " axes; give a group and a grid of one dimension.");
    }
    Matrix matrix = group.matrix(g);
    if (!maps(matrix)) {
      throw new IllegalArgumentException(
          group.elementName(g)
              + " of "
              + group
              + " does not map "
              + this
              + " onto itself; "
              + (matrix.isSignedPermutation()
                  ? "make the axes that it exchanges equal."
                  : "only multiples of 90 degrees and flips along axes or diagonals do."));
    }
    return sources(group.matrix(group.inverse(g)));
  }

  /**
   * Whether every element of a group maps this grid onto itself.
   *
   * @param group a group
   * @return whether {@link #sources} accepts all its elements
   */
  public boolean isPreservedBy(PointGroup group) {
    for (int g = 0; g < group.order(); g++) {
      if (group.dimension() != dimension() || !maps(group.matrix(g))) {
        return false;
      }
    }
    return true;
  }

  private boolean maps(Matrix matrix) {
    if (!matrix.isSignedPermutation()) {
      return false;
    }
    for (int i = 0; i < sizes.length; i++) {
      for (int j = 0; j < sizes.length; j++) {
        if (matrix.get(i, j) != 0 && sizes[axis(i)] != sizes[axis(j)]) {
          return false;
        }
      }
    }
    return true;
  }

  private int[] sources(Matrix inverse) {
    int d = sizes.length;
    int[] from = new int[d];
    int[] sign = new int[d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        if (inverse.get(i, j) != 0) {
          from[i] = j;
          sign[i] = (int) inverse.get(i, j);
        }
      }
    }
    int[] result = new int[points];
    int[] image = new int[d];
    for (int index = 0; index < points; index++) {
      int[] point = doubled(index);
      for (int i = 0; i < d; i++) {
        image[i] = sign[i] * point[from[i]];
      }
      result[index] = indexOf(image);
    }
    return result;
  }

  /** Twice the coordinates of a point, which are integers. */
  private int[] doubled(int index) {
    int[] result = new int[sizes.length];
    int rest = index;
    for (int i = 0; i < result.length; i++) {
      int n = sizes[axis(i)];
      result[i] = direction(i) * (2 * (rest % n) - (n - 1));
      rest /= n;
    }
    return result;
  }

  private int indexOf(int[] doubled) {
    int index = 0;
    for (int i = doubled.length - 1; i >= 0; i--) {
      int n = sizes[axis(i)];
      index = index * n + (direction(i) * doubled[i] + n - 1) / 2;
    }
    return index;
  }

  /** The axis of a coordinate: x runs along the last. */
  private int axis(int coordinate) {
    return sizes.length - 1 - coordinate;
  }

  /**
   * Whether a coordinate grows (1) or shrinks (-1) with the index: only y, down the rows, shrinks.
   */
  private static int direction(int coordinate) {
    return coordinate == 1 ? -1 : 1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Grid that && Arrays.equals(sizes, that.sizes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  /** The sizes, such as {@code grid [28, 28]}. */
  @Override
  public String toString() {
    return "grid " + Arrays.toString(sizes);
  }
}
