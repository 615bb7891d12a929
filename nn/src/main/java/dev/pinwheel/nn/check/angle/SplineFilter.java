package dev.pinwheel.nn.check.angle;

/**
 * From samples to the coefficients of the quintic B-spline through them.
 *
 * <p>The samples of the B-spline itself, (1, 26, 66, 26, 1)/120, are undone by two recursive
 * filters, each forwards and backwards, with the poles p = −0.4306 and −0.0431. Beyond its ends the
 * line is mirrored at its first and last sample. (M. Unser, A. Aldroubi, M. Eden, <i>B-Spline
 * Signal Processing: Part II</i>, IEEE Trans. Signal Processing 41, 1993.)
 */
final class SplineFilter {
  private static final double[] POLES = {
    Math.sqrt(67.5 - Math.sqrt(4436.25)) + Math.sqrt(26.25) - 6.5,
    Math.sqrt(67.5 + Math.sqrt(4436.25)) - Math.sqrt(26.25) - 6.5
  };

  private SplineFilter() {}

  /**
   * Filters one line.
   *
   * @param c samples, n of them, a stride apart. Modified: coefficients.
   */
  static void apply(double[] c, int offset, int stride, int n) {
    if (n == 1) {
      return;
    }
    for (double p : POLES) {
      double gain = (1 - p) * (1 - 1 / p);
      for (int i = 0; i < n; i++) {
        c[offset + i * stride] *= gain;
      }
      forwards(c, offset, stride, n, p);
      backwards(c, offset, stride, n, p);
    }
  }

  private static void forwards(double[] c, int offset, int stride, int n, double p) {
    c[offset] = mirroredSum(c, offset, stride, n, p);
    for (int i = 1; i < n; i++) {
      c[offset + i * stride] += p * c[offset + (i - 1) * stride];
    }
  }

  /** What the forward filter has summed up at the first sample: a whole period of the mirrors. */
  private static double mirroredSum(double[] c, int offset, int stride, int n, double p) {
    double last = Math.pow(p, n - 1);
    double sum = c[offset] + last * c[offset + (n - 1) * stride];
    double there = p;
    double back = last * last / p;
    for (int i = 1; i < n - 1; i++) {
      sum += (there + back) * c[offset + i * stride];
      there *= p;
      back /= p;
    }
    return sum / (1 - last * last);
  }

  private static void backwards(double[] c, int offset, int stride, int n, double p) {
    int end = offset + (n - 1) * stride;
    c[end] = p / (p * p - 1) * (c[end] + p * c[end - stride]);
    for (int i = n - 2; i >= 0; i--) {
      int at = offset + i * stride;
      c[at] = p * (c[at + stride] - c[at]);
    }
  }
}
