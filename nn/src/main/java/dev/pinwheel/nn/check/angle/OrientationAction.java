package dev.pinwheel.nn.check.angle;

import dev.pinwheel.group.Matrix;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.feature.FeatureType;

/**
 * What a turn does to the values at a pixel.
 *
 * <p>A rotation r<sup>k</sup> of the group permutes the cosets, (ρ(r<sup>k</sup>)f)(c) =
 * f(r<sup>−k</sup>c), exactly. To other angles ρ is continued by trigonometric interpolation over
 * the group's M rotations,
 *
 * <pre>ρ(θ) = Σ_k D(θM/2π − k) ρ(r^k),   D(t) = (1/M) Σ_{|m| ≤ M/2} cos(2πmt/M)</pre>
 *
 * (for even M the terms of m = ±M/2 count half): functions over orientations are shifted as the
 * trigonometric polynomials of least degree through their values. On scalar fields that is no
 * change, and for many orientations close to what the layer of a continuous group would have; for
 * as few as four it is a rough idea.
 */
final class OrientationAction {
  /** Angles closer to an element than this, as a part of the angle between two, are its own. */
  private static final double CLOSE = 1e-7;

  private final double[][] matrix;

  private OrientationAction(double[][] matrix) {
    this.matrix = matrix;
  }

  /** The action on the fields of a type, whose group acts on the plane. */
  static OrientationAction of(FeatureType type, double degrees) {
    int n = type.orientations();
    double[][] matrix = new double[n][n];
    int[] rotations = rotations(type.group());
    double steps = degrees / 360 * rotations.length;
    for (int k = 0; k < rotations.length; k++) {
      double weight = weight(steps - k, rotations.length);
      for (int c = 0; c < n && weight != 0; c++) {
        matrix[type.cosets().act(rotations[k], c)][c] += weight;
      }
    }
    return new OrientationAction(matrix);
  }

  /** Whether a turn by an angle is an element of the group. */
  static boolean isElement(PointGroup group, double degrees) {
    double steps = degrees / 360 * rotations(group).length;
    return Math.abs(steps - Math.rint(steps)) < CLOSE;
  }

  /** The group's rotations, by angle: element k is the turn by 2πk/M. */
  static int[] rotations(PointGroup group) {
    int count = 0;
    for (int g = 0; g < group.order(); g++) {
      count += isRotation(group.matrix(g)) ? 1 : 0;
    }
    int[] rotations = new int[count];
    for (int g = 0; g < group.order(); g++) {
      Matrix m = group.matrix(g);
      if (isRotation(m)) {
        double turns = Math.atan2(m.get(1, 0), m.get(0, 0)) / (2 * Math.PI);
        rotations[Math.floorMod(Math.round(turns * count), count)] = g;
      }
    }
    return rotations;
  }

  private static boolean isRotation(Matrix m) {
    return m.get(0, 0) * m.get(1, 1) - m.get(0, 1) * m.get(1, 0) > 0;
  }

  private static double weight(double t, int rotations) {
    double nearest = Math.rint(t);
    if (Math.abs(t - nearest) < CLOSE) {
      return Math.floorMod((long) nearest, rotations) == 0 ? 1 : 0;
    }
    double angle = Math.PI * t / rotations;
    double denominator = rotations % 2 == 0 ? Math.tan(angle) : Math.sin(angle);
    return Math.sin(Math.PI * t) / (rotations * denominator);
  }

  /**
   * Applies the action.
   *
   * @param values shape [pixels, orientations, fields]
   * @return the same shape
   */
  double[] apply(double[] values, int fields) {
    int n = matrix.length;
    double[] result = new double[values.length];
    for (int start = 0; start < values.length; start += n * fields) {
      for (int to = 0; to < n; to++) {
        for (int from = 0; from < n; from++) {
          double weight = matrix[to][from];
          for (int f = 0; f < fields && weight != 0; f++) {
            result[start + to * fields + f] += weight * values[start + from * fields + f];
          }
        }
      }
    }
    return result;
  }
}
