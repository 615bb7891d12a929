package dev.pinwheel.group;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Rotations of the plane by fractions of a turn, exact wherever doubles allow. */
final class PlanarRotation {

  private PlanarRotation() {}

  /**
   * The counter-clockwise rotation by the angle 2πk/n.
   *
   * <p>The angle is reduced to an eighth of a turn in integers, so that multiples of 90° are exact
   * and angles that differ by 90° have the same digits.
   */
  static Matrix of(int k, int n) {
    long quarters = 4L * Math.floorMod(k, n);
    int quadrant = (int) (quarters / n);
    long rest = quarters % n;
    double cos = cosine(rest, n);
    double sin = cosine(n - rest, n);
    return switch (quadrant) {
      case 0 -> rotation(cos, sin);
      case 1 -> rotation(-sin, cos);
      case 2 -> rotation(-cos, -sin);
      default -> rotation(sin, -cos);
    };
  }

  private static Matrix rotation(double cos, double sin) {
    return Matrix.of(new double[] {cos, -sin}, new double[] {sin, cos});
  }

  /** The cosine of a share of the right angle, rest/n of it with 0 ≤ rest ≤ n. */
  private static double cosine(long rest, int n) {
    if (rest == n) {
      return 0;
    }
    if (3 * rest == 2L * n) {
      return 0.5;
    }
    double share = Math.PI / 2 / n;
    return 2 * rest <= n ? Math.cos(rest * share) : Math.sin((n - rest) * share);
  }

  /** The angle 2πk/n in degrees with at most two decimals: "90", "22.5", "51.43". */
  static String degrees(int k, int n) {
    return BigDecimal.valueOf(360L * k)
        .divide(BigDecimal.valueOf(n), 2, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }
}
