package dev.pinwheel.group;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** A point of R<sup>d</sup>, or a translation by it: an immutable column of coordinates. */
public final class Vector {

  private final double[] coordinates;

  private Vector(double[] coordinates) {
    this.coordinates = coordinates;
  }

  /**
   * The vector of the given coordinates.
   *
   * @param coordinates x, then y, and so on; copied
   * @return the vector
   */
  public static Vector of(double... coordinates) {
    return generate(coordinates.length, i -> coordinates[i]);
  }

  /**
   * The zero vector.
   *
   * @param dimension the number d of coordinates
   * @return 0 in R<sup>d</sup>
   * @throws IllegalArgumentException if the dimension is negative
   */
  public static Vector zero(int dimension) {
    if (dimension < 0) {
      throw new IllegalArgumentException(
          "A vector cannot have " + dimension + " coordinates; ask for 0 or more.");
    }
    return new Vector(new double[dimension]);
  }

  private static Vector generate(int dimension, IntToDoubleFunction entry) {
    double[] result = new double[dimension];
    // Adding 0.0 turns -0.0 into 0.0, so that equal points are equal objects.
    Arrays.setAll(result, i -> entry.applyAsDouble(i) + 0.0);
    return new Vector(result);
  }

  /**
   * The number of coordinates.
   *
   * @return d
   */
  public int dimension() {
    return coordinates.length;
  }

  /**
   * One coordinate.
   *
   * @param i 0 for x, 1 for y, 2 for z
   * @return the coordinate
   * @throws IllegalArgumentException if i is not in 0 … d − 1
   */
  public double get(int i) {
    if (i < 0 || i >= coordinates.length) {
      throw new IllegalArgumentException(
          "There is no coordinate " + i + " in " + this + "; count from 0 for x.");
    }
    return coordinates[i];
  }

  /**
   * The sum.
   *
   * @param other a vector of the same dimension
   * @return this + other
   * @throws IllegalArgumentException if the dimensions differ
   */
  public Vector plus(Vector other) {
    requireSameDimension(other);
    return generate(dimension(), i -> coordinates[i] + other.coordinates[i]);
  }

  /**
   * The difference.
   *
   * @param other a vector of the same dimension
   * @return this − other
   * @throws IllegalArgumentException if the dimensions differ
   */
  public Vector minus(Vector other) {
    requireSameDimension(other);
    return generate(dimension(), i -> coordinates[i] - other.coordinates[i]);
  }

  /**
   * The opposite.
   *
   * @return −this
   */
  public Vector negate() {
    return generate(dimension(), i -> -coordinates[i]);
  }

  /**
   * The Euclidean length.
   *
   * @return the square root of the sum of the squares
   */
  public double norm() {
    return Math.sqrt(Arrays.stream(coordinates).map(c -> c * c).sum());
  }

  /**
   * Whether every coordinate agrees within a tolerance.
   *
   * @param other a vector
   * @param tolerance the greatest absolute difference allowed
   * @return whether the dimensions are equal and the coordinates close
   */
  public boolean isCloseTo(Vector other, double tolerance) {
    if (other.dimension() != dimension()) {
      return false;
    }
    for (int i = 0; i < coordinates.length; i++) {
      if (!(Math.abs(coordinates[i] - other.coordinates[i]) <= tolerance)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The coordinates as an array.
   *
   * @return a copy
   */
  public double[] toArray() {
    return coordinates.clone();
  }

  private void requireSameDimension(Vector other) {
    if (other.dimension() != dimension()) {
      throw new IllegalArgumentException(
          "The vectors "
              + this
              + " and "
              + other
              + " have different dimensions; give vectors of one space.");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Vector that && Arrays.equals(coordinates, that.coordinates);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(coordinates);
  }

  @Override
  public String toString() {
    return Arrays.toString(coordinates);
  }
}
