package dev.pinwheel.group;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The irreps of O and Oh, made from signed permutation matrices.
 *
 * <p>Every element of Oh is a rotation times 1 or the inversion. The rotation permutes the three
 * axes; the sign of that permutation is A2, and what is left of its action on R^3 without (1, 1, 1)
 * is E. T1 is the rotation itself and T2 is A2 ⊗ T1.
 */
final class CubeIrreps {

  private static final double R2 = Math.sqrt(0.5);
  private static final double R6 = Math.sqrt(1.0 / 6);

  /** Rows: an orthonormal basis of the plane across (1, 1, 1). */
  private static final Matrix PLANE =
      Matrix.of(new double[] {R2, -R2, 0}, new double[] {R6, R6, -2 * R6});

  private CubeIrreps() {}

  static Map<String, Representation> of(PointGroup group) {
    Map<String, Representation> irreps = new LinkedHashMap<>();
    boolean inversion = group.indexOf(Matrix.diagonal(-1, -1, -1)).isPresent();
    for (String parity : inversion ? new String[] {"g", "u"} : new String[] {""}) {
      put(irreps, group, "A1", parity, r -> Matrix.identity(1));
      put(irreps, group, "A2", parity, r -> Matrix.diagonal(axes(r).determinant()));
      put(irreps, group, "E", parity, r -> PLANE.times(axes(r)).times(PLANE.transpose()));
      put(irreps, group, "T1", parity, r -> r);
      put(irreps, group, "T2", parity, r -> r.times(axes(r).determinant()));
    }
    return irreps;
  }

  private static void put(
      Map<String, Representation> irreps,
      PointGroup group,
      String label,
      String parity,
      UnaryOperator<Matrix> ofRotation) {
    irreps.put(
        label + parity,
        Representation.trusted(
            "irrep(" + label + parity + ")",
            group,
            g -> {
              Matrix matrix = group.matrix(g);
              double sign = matrix.determinant();
              Matrix value = ofRotation.apply(matrix.times(sign));
              return parity.equals("u") ? value.times(sign) : value;
            }));
  }

  /** How a rotation permutes the axes, whatever their direction. */
  private static Matrix axes(Matrix rotation) {
    return Matrix.generate(3, 3, (i, j) -> Math.abs(rotation.get(i, j)));
  }
}
