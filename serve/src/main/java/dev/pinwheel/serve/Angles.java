package dev.pinwheel.serve;

import dev.pinwheel.group.Matrix;
import dev.pinwheel.group.PointGroup;
import java.util.Locale;

/** Elements of groups of the plane in words. */
final class Angles {
  private Angles() {}

  /** {@code 45°}, or {@code flip, 45°} for a reflection: a flip of left and right, then a turn. */
  static String of(PointGroup group, int g) {
    Matrix m = group.matrix(g);
    boolean flip = m.determinant() < 0;
    double sign = flip ? -1 : 1;
    double degrees = Math.toDegrees(Math.atan2(sign * m.get(1, 0), sign * m.get(0, 0)));
    double rounded = (Math.rint(degrees * 100) / 100 + 360) % 360;
    String angle = String.format(Locale.ROOT, "%.2f", rounded).replaceAll("\\.?0+$", "") + "°";
    return flip ? "flip, " + angle : angle;
  }
}
