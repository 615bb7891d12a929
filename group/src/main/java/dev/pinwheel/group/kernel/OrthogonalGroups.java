package dev.pinwheel.group.kernel;

import dev.pinwheel.group.Matrix;
import dev.pinwheel.group.PointGroup;

/** Groups of orthogonal matrices, whose inverses are their transposes. */
final class OrthogonalGroups {
  private OrthogonalGroups() {}

  static void require(PointGroup group, String family) {
    Matrix identity = Matrix.identity(group.dimension());
    for (int h = 0; h < group.order(); h++) {
      Matrix matrix = group.matrix(h);
      if (!matrix.times(matrix.transpose()).isCloseTo(identity, 1e-9)) {
        throw new IllegalArgumentException(
            "element "
                + group.elementName(h)
                + " of "
                + group
                + " has the matrix "
                + matrix
                + ", which is not orthogonal, so it does not keep the disc of '"
                + family
                + "' kernels: choose coordinates in which the group has rotations and"
                + " reflections only");
      }
    }
  }

  /**
   * h<sup>-1</sup>x by the transpose. Each coordinate is a sum of as many products as there are
   * axes, so in the plane a further turn by 90° changes no digit.
   */
  static double[] preimage(PointGroup group, int h, double[] x) {
    return group.matrix(h).transpose().apply(x);
  }
}
