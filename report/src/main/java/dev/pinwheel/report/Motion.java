package dev.pinwheel.report;

import dev.pinwheel.group.Matrix;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.check.angle.Disc;
import dev.pinwheel.nn.check.angle.QuinticSpline;
import java.util.Locale;

/**
 * A motion of the plane as pictures can be moved by it: first a flip of left and right, if there is
 * one, then a rotation.
 *
 * @param flip whether there is a flip
 * @param degrees the angle, counter-clockwise, from 0 to less than 360
 */
public record Motion(boolean flip, double degrees) {
  private static final double FINE = 1e6;

  /**
   * The motion by an element of a group of rotations and reflections.
   *
   * @param group a group of the plane
   * @param g the element's number
   * @return the motion; angles are rounded to a millionth of a degree
   */
  public static Motion of(PointGroup group, int g) {
    Matrix m = group.matrix(g);
    boolean flip = m.determinant() < 0;
    // A flip comes first and turns the x axis round.
    double sign = flip ? -1 : 1;
    double angle = Math.toDegrees(Math.atan2(sign * m.get(1, 0), sign * m.get(0, 0)));
    double rounded = Math.rint(angle * FINE) / FINE;
    return new Motion(flip, (rounded + 360) % 360);
  }

  /** Whether nothing moves. */
  boolean isNone() {
    return !flip && degrees == 0;
  }

  /** Whether pixels of a grid go to pixels. */
  boolean isExact(int height, int width) {
    return degrees % (height == width ? 90 : 180) == 0;
  }

  /**
   * Moves maps of one size: pixels to pixels where that is exact, else by quintic splines.
   *
   * @param values shape [maps, height, width]
   */
  double[] apply(double[] values, int height, int width) {
    int plane = height * width;
    int[] all = Disc.pixels(height, width, Double.POSITIVE_INFINITY);
    double[] moved = new double[values.length];
    for (int start = 0; start < values.length; start += plane) {
      double[] one = new double[plane];
      for (int i = 0; i < plane; i++) {
        int from = flip ? i - i % width + (width - 1 - i % width) : i;
        one[i] = values[start + from];
      }
      double[] turned = QuinticSpline.through(one, height, width, 1).turned(degrees, all);
      System.arraycopy(turned, 0, moved, start, plane);
    }
    return moved;
  }

  /**
   * In words.
   *
   * @return for example {@code 90°} or {@code flip, 90°}
   */
  public String words() {
    String angle = String.format(Locale.ROOT, "%.2f", degrees).replaceAll("\\.?0+$", "") + "°";
    return !flip ? angle : degrees == 0 ? "flip" : "flip, " + angle;
  }
}
