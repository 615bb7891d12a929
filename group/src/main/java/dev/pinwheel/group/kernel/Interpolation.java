package dev.pinwheel.group.kernel;

import java.util.Locale;

/**
 * Interpolation of values on a grid of step 1: which function φ of the distance along an axis each
 * value is spread by, f(x) = Σ<sub>t</sub> f<sub>t</sub> Π<sub>i</sub> φ(x<sub>i</sub> −
 * t<sub>i</sub>).
 *
 * <p>φ is 1 at 0 and exactly 0 at all other integers, and Σ<sub>n</sub> φ(x − n) = 1.
 */
public enum Interpolation {
  /** φ(x) = max(0, 1 − |x|). In the plane: bilinear. */
  BILINEAR {
    @Override
    public double at(double x) {
      return Math.max(0, 1 - Math.abs(x));
    }
  },

  /**
   * The cubic spline through the values: φ(x) = Σ<sub>n</sub> c z<sup>|n|</sup> B(x − n) with z =
   * √3 − 2, c = −6z/(1 − z²) and the cubic B-spline B(x) = 2/3 − x² + |x|³/2 for |x| ≤ 1, (2 −
   * |x|)³/6 for 1 ≤ |x| ≤ 2. M. Unser, <i>Splines: a perfect fit for signal and image
   * processing</i>, IEEE Signal Processing Magazine 16 (1999), equations 5 and 25.
   */
  CUBIC {
    @Override
    public double at(double x) {
      double a = Math.abs(x);
      int floor = (int) Math.floor(a);
      if (a == floor) {
        return a == 0 ? 1 : 0;
      }
      double sum = 0;
      for (int n = floor - 1; n <= floor + 2; n++) {
        sum += Math.pow(POLE, Math.abs(n)) * cubicB(a - n);
      }
      return -6 * POLE / (1 - POLE * POLE) * sum;
    }
  };

  private static final double POLE = Math.sqrt(3) - 2;

  /**
   * The function φ.
   *
   * @param x a distance along an axis, in steps of the grid
   * @return φ(x) = φ(−x)
   */
  public abstract double at(double x);

  /**
   * The name, as families take it.
   *
   * @return {@code bilinear} or {@code cubic}
   */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static double cubicB(double x) {
    double a = Math.abs(x);
    if (a <= 1) {
      return 2.0 / 3 - a * a + a * a * a / 2;
    }
    return a < 2 ? (2 - a) * (2 - a) * (2 - a) / 6 : 0;
  }
}
