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
  SampledFunctions(PointGroup group, Grid taps, double[][][] values) {
    this.group = group;
    this.taps = taps;
    this.values = new double[values.length][][];
    for (int h = 0; h < values.length; h++) {
      this.values[h] = Arrays.stream(values[h]).map(double[]::clone).toArray(double[][]::new);
    }
    checkShape();
    for (int j = 0; j < functions(); j++) {
      normalise(j);
    }
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

  private void normalise(int j) {
    double sum = 0;
    for (double[][] turned : values) {
      sum += Arrays.stream(turned[j]).map(v -> v * v).sum();
    }
    double norm = Math.sqrt(sum / group.order());
    if (!(norm > 0 && norm < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "Function " + j + " has the norm " + norm + " on " + taps + "; give one that is not 0.");
    }
    for (double[][] turned : values) {
      for (int y = 0; y < turned[j].length; y++) {
        turned[j][y] /= norm;
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
