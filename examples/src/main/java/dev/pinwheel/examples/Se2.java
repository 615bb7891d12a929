package dev.pinwheel.examples;

import dev.pinwheel.group.AffineElement;
import dev.pinwheel.group.AffineGroup;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.ScalarField;
import dev.pinwheel.group.Vector;
import java.util.Random;

/** Turns and shifts points and functions of the plane: SE(2) with a circle of eight angles. */
public final class Se2 {
  private Se2() {}

  /** A function with no symmetry of its own. */
  private static double blob(Vector x) {
    double u = x.get(0) - 1;
    return Math.exp(-u * u - 3 * x.get(1) * x.get(1)) + 0.1 * x.get(0);
  }

  /**
   * How far L is from a homomorphism: the largest |L_g L_h f − L_gh f| at random points.
   *
   * @param group the group
   * @param g the element that acts second
   * @param h the element that acts first
   * @param points how many points
   * @return the largest difference
   */
  static double homomorphismError(AffineGroup group, AffineElement g, AffineElement h, int points) {
    ScalarField oneByOne = group.leftRegular(g, group.leftRegular(h, Se2::blob));
    ScalarField atOnce = group.leftRegular(group.product(g, h), Se2::blob);
    Random random = new Random(1);
    double worst = 0;
    for (int i = 0; i < points; i++) {
      Vector x = Vector.of(random.nextGaussian(), random.nextGaussian());
      worst = Math.max(worst, Math.abs(oneByOne.at(x) - atOnce.at(x)));
    }
    return worst;
  }

  /**
   * Prints products, inverses and actions, and the two errors that ought to be rounding.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    AffineGroup se2 = AffineGroup.of(PointGroup.cyclic(8));
    AffineElement g = se2.element(1, 2, 0);
    AffineElement h = se2.element(2, 0, -1);
    Vector x = Vector.of(1, 1);
    System.out.println("group      " + se2);
    System.out.println("g·h        " + se2.product(g, h));
    System.out.println("h·g        " + se2.product(h, g) + ": the order counts");
    System.out.println("g·g⁻¹      " + se2.product(g, se2.inverse(g)));
    System.out.println("g·(h·x)    " + se2.act(g, se2.act(h, x)));
    System.out.println("(g·h)·x    " + se2.act(se2.product(g, h), x));
    System.out.println("(L_g f)(x) " + se2.leftRegular(g, Se2::blob).at(x));
    System.out.printf("L_g L_h f against L_gh f: %.1e%n", homomorphismError(se2, g, h, 1000));
  }
}
