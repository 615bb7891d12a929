package dev.pinwheel.nn.check.angle;

import dev.pinwheel.group.Matrix;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.Representation;
import dev.pinwheel.nn.feature.FeatureType;
import java.util.List;

/**
 * What a turn does to the values at a pixel, for fields of any kind.
 *
 * <p>A rotation r<sup>k</sup> of the group acts by its matrix ρ(r<sup>k</sup>), exactly: on
 * functions on cosets by a permutation, (ρ(r<sup>k</sup>)f)(c) = f(r<sup>−k</sup>c). To other
 * angles ρ is continued by trigonometric interpolation over the group's M rotations,
 *
 * <pre>ρ(θ) = Σ_k D(θM/2π − k) ρ(r^k),   D(t) = (1/M) Σ_{|m| ≤ M/2} cos(2πmt/M)</pre>
 *
 * <p>(for even M the terms of m = ±M/2 count half). On an irreducible field of frequency j < M/2
 * that is the rotation by jθ itself, of C<sub>N</sub> and D<sub>N</sub> alike; the frequency M/2,
 * (−1)<sup>k</sup>, becomes cos(Mθ/2). Functions over orientations are shifted as the trigonometric
 * polynomials of least degree through their values: for many orientations close to what the layer
 * of a continuous group would have, for as few as four a rough idea. On scalar fields it is no
 * change.
 */
final class OrientationAction {
  /** Angles closer to an element than this, as a part of the angle between two, are its own. */
  private static final double CLOSE = 1e-7;

  private final List<Part> parts;
  private final int channels;

  /** The matrix of one kind of field, and how many fields there are of it. */
  private record Part(Matrix matrix, int fields) {}

  private OrientationAction(List<Part> parts, int channels) {
    this.parts = parts;
    this.channels = channels;
  }

  /** The action on the fields of a type, whose group acts on the plane. */
  static OrientationAction of(FeatureType type, double degrees) {
    int[] rotations = rotations(type.group());
    double steps = degrees / 360 * rotations.length;
    List<Part> parts =
        type.parts().stream()
            .map(part -> new Part(continued(part.fieldKind(), rotations, steps), part.fields()))
            .toList();
    return new OrientationAction(parts, type.channels());
  }

  private static Matrix continued(Representation kind, int[] rotations, double steps) {
    Matrix sum = Matrix.generate(kind.degree(), kind.degree(), (i, j) -> 0);
    for (int k = 0; k < rotations.length; k++) {
      double weight = weight(steps - k, rotations.length);
      if (weight != 0) {
        sum = sum.plus(kind.matrix(rotations[k]).times(weight));
      }
    }
    return sum;
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
   * @param values shape [pixels, channels], kind after kind, in each [orientations, fields]
   * @return the same shape
   */
  double[] apply(double[] values) {
    double[] result = new double[values.length];
    int first = 0;
    for (Part part : parts) {
      for (int pixel = first; pixel < values.length; pixel += channels) {
        apply(part, values, result, pixel);
      }
      first += part.matrix.rows() * part.fields;
    }
    return result;
  }

  private static void apply(Part part, double[] values, double[] result, int start) {
    int n = part.matrix.rows();
    int fields = part.fields;
    for (int to = 0; to < n; to++) {
      for (int from = 0; from < n; from++) {
        double weight = part.matrix.get(to, from);
        for (int f = 0; f < fields && weight != 0; f++) {
          result[start + to * fields + f] += weight * values[start + from * fields + f];
        }
      }
    }
  }
}
