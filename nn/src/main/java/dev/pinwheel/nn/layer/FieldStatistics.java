package dev.pinwheel.nn.layer;

import java.util.Arrays;

/**
 * A batch's statistics per field, over images, pixels and the group axis, and what batch norm makes
 * of them: {@code y = γ x̂ + β} with {@code x̂ = (x − μ)/√(σ² + ε)}.
 *
 * <p>With {@code z = dL/dy}, {@code dβ = Σz} and {@code dγ = Σ z x̂}, sums of n terms, {@code dx =
 * γ/√(σ² + ε) (z − dβ/n − x̂ dγ/n)} (Ioffe &amp; Szegedy, Batch Normalization, 2015, section 3).
 */
final class FieldStatistics {
  static final double EPSILON = 1e-5;

  private final double count;
  private final double[] mean;
  private final double[] variance;

  /**
   * The statistics of n values per field.
   *
   * @param count n
   * @param mean μ
   * @param variance σ², the biased one
   */
  FieldStatistics(double count, double[] mean, double[] variance) {
    this.count = count;
    this.mean = mean;
    this.variance = variance;
  }

  /** Per field. */
  double[] mean() {
    return mean.clone();
  }

  /** Per field, unbiased; of a single value biased. */
  double[] unbiasedVariance() {
    double factor = count > 1 ? count / (count - 1) : 1;
    return Arrays.stream(variance).map(v -> v * factor).toArray();
  }

  /** {@code 1/√(σ² + ε)} per field. */
  private double[] inverseDeviation() {
    return Arrays.stream(variance).map(v -> 1 / Math.sqrt(v + EPSILON)).toArray();
  }

  /** {@code x̂} as {@code x·factor + offset}, times γ and with β added, all times a number. */
  Affine affine(double[] scale, double[] shift, double times) {
    double[] factor = product(scale, inverseDeviation());
    double[] offset = new double[factor.length];
    for (int f = 0; f < factor.length; f++) {
      offset[f] = times * (shift[f] - mean[f] * factor[f]);
      factor[f] *= times;
    }
    return new Affine(factor, offset);
  }

  /** The derivative {@code dγ = Σ z x̂} of {@code Σ z (x − μ)}. */
  double[] byScale(double[] products) {
    return product(products, inverseDeviation());
  }

  /** The derivative by x, from those by γ and β over the whole batch. */
  ByInput byInput(double[] scale, double[] byScale, double[] byShift) {
    double[] inverse = inverseDeviation();
    double[] slope = new double[mean.length];
    double[] offset = new double[mean.length];
    for (int f = 0; f < mean.length; f++) {
      slope[f] = -inverse[f] * byScale[f] / count;
      offset[f] = -byShift[f] / count - slope[f] * mean[f];
    }
    return new ByInput(product(scale, inverse), new Affine(slope, offset));
  }

  /** An affine map, {@code x·factor + offset}. */
  static final class Affine {
    private final double[] factor;
    private final double[] offset;

    private Affine(double[] factor, double[] offset) {
      this.factor = factor;
      this.offset = offset;
    }

    /** Per field. */
    double[] factor() {
      return factor;
    }

    /** Per field. */
    double[] offset() {
      return offset;
    }

    /** Whether all of it are numbers, so that what comes of numbers are numbers. */
    boolean isFinite() {
      return Arrays.stream(factor).allMatch(Double::isFinite)
          && Arrays.stream(offset).allMatch(Double::isFinite);
    }
  }

  /** {@code dx = outer (z + x·slope + offset)}. */
  static final class ByInput {
    private final double[] outer;
    private final Affine inner;

    private ByInput(double[] outer, Affine inner) {
      this.outer = outer;
      this.inner = inner;
    }

    /** What all is multiplied with, per field. */
    double[] outer() {
      return outer;
    }

    /** {@code x·slope + offset}. */
    Affine inner() {
      return inner;
    }

    /** {@code outer·z}, times a number. */
    Affine ofGradient(double times) {
      double[] factor = Arrays.stream(outer).map(o -> times * o).toArray();
      return new Affine(factor, new double[outer.length]);
    }

    /** {@code outer (x·slope + offset)}, to be added to {@code outer·z}. */
    Affine expanded() {
      return new Affine(product(inner.factor, outer), product(inner.offset, outer));
    }
  }

  private static double[] product(double[] a, double[] b) {
    double[] c = new double[a.length];
    Arrays.setAll(c, i -> a[i] * b[i]);
    return c;
  }
}
