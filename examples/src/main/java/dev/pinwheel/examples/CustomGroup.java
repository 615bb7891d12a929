package dev.pinwheel.examples;

import dev.pinwheel.group.FiniteGroup;
import dev.pinwheel.group.GroupAxioms;
import dev.pinwheel.group.Irreps;
import dev.pinwheel.group.Matrix;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.Representation;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.check.EquivarianceCheck;

/**
 * Makes a group from two matrices, looks at it, and builds a net for it.
 *
 * <p>The group has no name of its own: the mirrors in both diagonals of a square, and the half turn
 * that they make together.
 */
public final class CustomGroup {
  private CustomGroup() {}

  /**
   * The group that the two mirrors generate: all their products.
   *
   * @return a group of four elements
   */
  static PointGroup diagonals() {
    Matrix main = Matrix.of(new double[] {0, 1}, new double[] {1, 0});
    Matrix other = Matrix.of(new double[] {0, -1}, new double[] {-1, 0});
    return PointGroup.generate("diagonals", main, other);
  }

  private static void printTable(FiniteGroup group) {
    for (int g = 0; g < group.order(); g++) {
      StringBuilder row = new StringBuilder();
      for (int h = 0; h < group.order(); h++) {
        row.append(String.format("%4s", group.elementName(group.product(g, h))));
      }
      System.out.println(row);
    }
  }

  /**
   * Prints the group's axioms, Cayley table and irreps, and the error of a net that respects it.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    PointGroup group = diagonals();
    System.out.println(group + " has " + group.order() + " elements");
    System.out.println(GroupAxioms.check(group));
    printTable(group);
    Irreps irreps = Irreps.of(group);
    System.out.println(irreps);
    System.out.println("regular = " + irreps.decompose(Representation.regular(group)));
    Net net = Net.images(group, 1, 16, 16).lifting(4, 3).relu().invariantHead(2).build();
    try (Model model = Model.initialise(net, 0)) {
      System.out.println(
          "a net for it: error " + EquivarianceCheck.of(model).run().net().worstValue());
    }
  }
}
