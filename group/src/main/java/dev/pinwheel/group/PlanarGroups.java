package dev.pinwheel.group;

import java.util.List;
import java.util.stream.IntStream;

/** Makes C_N and D_N. */
final class PlanarGroups {

  private static final Matrix FLIP = Matrix.diagonal(-1, 1);

  private PlanarGroups() {}

  static PointGroup cyclic(int n) {
    requireOrder("C", n, n);
    String name = "C" + n;
    int[][] table = FiniteGroup.tabulate(name, n, (g, h) -> (g + h) % n);
    List<Matrix> matrices = IntStream.range(0, n).mapToObj(k -> PlanarRotation.of(k, n)).toList();
    List<String> names = IntStream.range(0, n).mapToObj(k -> elementName(k, 0, n)).toList();
    return new PointGroup(name, table, matrices, names);
  }

  static PointGroup dihedral(int n) {
    requireOrder("D", n, 2L * n);
    String name = "D" + n;
    int[][] table = FiniteGroup.tabulate(name, 2 * n, (g, h) -> product(g, h, n));
    List<Matrix> matrices =
        IntStream.range(0, 2 * n).mapToObj(g -> matrix(g % n, g / n, n)).toList();
    List<String> names =
        IntStream.range(0, 2 * n).mapToObj(g -> elementName(g % n, g / n, n)).toList();
    return new PointGroup(name, table, matrices, names);
  }

  /** Since s·r = r^-1·s: r^k s^e r^k' s^e' = r^(k ± k') s^(e + e'), with minus exactly if e = 1. */
  static int product(int g, int h, int n) {
    int turn = g < n ? g + h % n : g - h % n;
    return (g / n ^ h / n) * n + Math.floorMod(turn, n);
  }

  private static Matrix matrix(int k, int e, int n) {
    Matrix rotation = PlanarRotation.of(k, n);
    return e == 0 ? rotation : rotation.times(FLIP);
  }

  private static String elementName(int k, int e, int n) {
    String rotation = k == 0 ? "" : "r" + PlanarRotation.degrees(k, n);
    if (e == 0) {
      return k == 0 ? "e" : rotation;
    }
    return k == 0 ? "s" : rotation + "·s";
  }

  private static void requireOrder(String family, int n, long order) {
    if (n < 1 || order > PointGroup.MAX_ORDER) {
      throw new IllegalArgumentException(
          "There is no group "
              + family
              + n
              + " here; give an N of 1 or more and an order of at most "
              + PointGroup.MAX_ORDER
              + ".");
    }
  }
}
