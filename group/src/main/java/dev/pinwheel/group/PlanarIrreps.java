package dev.pinwheel.group;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/** The real irreps of groups with the tables of C_N and D_N. */
final class PlanarIrreps {

  private static final Matrix FLIP = Matrix.diagonal(-1, 1);

  private PlanarIrreps() {}

  static Map<String, Representation> cyclic(FiniteGroup group) {
    Map<String, Representation> irreps = new LinkedHashMap<>();
    int n = group.order();
    for (int j = 0; 2 * j <= n; j++) {
      int frequency = j;
      put(irreps, group, "" + j, k -> rotation(frequency, k, n));
    }
    return irreps;
  }

  static Map<String, Representation> dihedral(FiniteGroup group) {
    Map<String, Representation> irreps = new LinkedHashMap<>();
    int n = group.order() / 2;
    for (int k = 0; 2 * k <= n; k++) {
      int frequency = k;
      if (isReal(k, n)) {
        put(irreps, group, "0," + k, g -> rotation(frequency, g % n, n));
        put(irreps, group, "1," + k, g -> rotation(frequency, g % n, n).times(g < n ? 1 : -1));
      } else {
        put(irreps, group, "1," + k, g -> flipped(rotation(frequency, g % n, n), g / n));
      }
    }
    return irreps;
  }

  private static Matrix flipped(Matrix rotation, int e) {
    return e == 0 ? rotation : rotation.times(FLIP);
  }

  /** Element k at a frequency: on the line for the frequencies 0 and n/2, else on the plane. */
  private static Matrix rotation(int frequency, int k, int n) {
    Matrix rotation = PlanarRotation.of((int) ((long) frequency * k % n), n);
    return isReal(frequency, n) ? Matrix.diagonal(rotation.get(0, 0)) : rotation;
  }

  private static boolean isReal(int frequency, int n) {
    return frequency == 0 || 2 * frequency == n;
  }

  private static void put(
      Map<String, Representation> irreps,
      FiniteGroup group,
      String label,
      IntFunction<Matrix> matrices) {
    irreps.put(label, Representation.trusted("irrep(" + label + ")", group, matrices));
  }
}
