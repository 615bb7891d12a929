package dev.pinwheel.group.kernel;

import dev.pinwheel.group.Grid;
import dev.pinwheel.group.PointGroup;
import java.util.Arrays;

/** Functions whose turned forms are tabulated one by one. */
public final class SampledFunctions implements KernelBasis {
  private final PointGroup group;
  private final Grid taps;
  private final double[][][] values;

  /**
   * Takes the values and scales every function to norm 1.
   *
   * @param group the group H
   * @param taps the taps
   * @param values e<sub>j</sub>(h<sup>-1</sup>y), indexed by element, function and tap. Copied.
   * @throws IllegalArgumentException if there is no function, numbers of elements or taps differ
   *     from the group's and the grid's, or a function is zero or not finite
   */
  public SampledFunctions(PointGroup group, Grid taps, double[][][] values) {
    this(group, taps, values, ones(values[0].length));
  }

  /**
   * Takes the values and scales the functions to norms in given proportions, whose squares have the
   * mean 1.
   *
   * @param group the group H
   * @param taps the taps
   * @param values e<sub>j</sub>(h<sup>-1</sup>y), indexed by element, function and tap. Copied.
   * @param norms a positive number for each function: its norm, up to a factor common to all
   * @throws IllegalArgumentException if there is no function, numbers of elements or taps differ
   *     from the group's and the grid's, or a function is zero or not finite
   */
  SampledFunctions(PointGroup group, Grid taps, double[][][] values, double[] norms) {
    this.group = group;
    this.taps = taps;
    this.values = new double[values.length][][];
    for (int h = 0; h < values.length; h++) {
      this.values[h] = Arrays.stream(values[h]).map(double[]::clone).toArray(double[][]::new);
    }
    checkShape();
    double mean = Arrays.stream(norms).map(a -> a * a).average().orElseThrow();
    for (int j = 0; j < functions(); j++) {
      normalise(j, norms[j] / Math.sqrt(mean));
    }
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  private void checkShape() {
    boolean fits = values.length == group.order() && values[0].length > 0;
    for (double[][] turned : values) {
      fits &= turned.length == values[0].length;
      fits &= Arrays.stream(turned).allMatch(f -> f.length == taps.points());
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "A table of functions needs "
              + group.order()
              + " elements and "
              + taps.points()
              + " taps for each of one or more functions.");
    }
  }

  private void normalise(int j, double norm) {
    double sum = 0;
    for (double[][] turned : values) {
      sum += Arrays.stream(turned[j]).map(v -> v * v).sum();
    }
    double found = Math.sqrt(sum / group.order());
    if (!(found > 0 && found < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "Function " + j + " has the norm " + found + " on " + taps + "; give one that is not 0.");
    }
    for (double[][] turned : values) {
      for (int y = 0; y < turned[j].length; y++) {
        turned[j][y] *= norm / found;
      }
    }
  }

  @Override
  public PointGroup group() {
    return group;
  }

  @Override
  public Grid taps() {
    return taps;
  }

  @Override
  public int functions() {
    return values[0].length;
  }

  @Override
  public double[] turned(int h, int function) {
    BasisIndex.check(this, h, function);
    return values[h][function].clone();
  }
}
