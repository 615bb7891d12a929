package dev.pinwheel.group;

import java.util.function.IntBinaryOperator;

/**
 * The semidirect product N ⋊ H of finite groups, in which H acts on N by automorphisms: (n, h)(n',
 * h') = (n·h[n'], hh') and (n, h)<sup>-1</sup> = (h<sup>-1</sup>[n<sup>-1</sup>], h<sup>-1</sup>).
 *
 * <p>The pair (n, h) is element h·|N| + n. So C<sub>N</sub> ⋊ C<sub>2</sub>, where s[n] =
 * n<sup>-1</sup>, has the table of D<sub>N</sub>. The direct product is the case h[n] = n.
 */
public final class SemidirectProduct {

  private final FiniteGroup normal;
  private final FiniteGroup acting;
  private final FiniteGroup product;

  private SemidirectProduct(FiniteGroup normal, FiniteGroup acting, FiniteGroup product) {
    this.normal = normal;
    this.acting = acting;
    this.product = product;
  }

  /**
   * The semidirect product for a given action.
   *
   * @param normal the group N
   * @param acting the group H
   * @param action the element h[n] of N for each h in H (first argument) and n in N (second)
   * @return N ⋊ H
   * @throws IllegalArgumentException if h[n] is no action by automorphisms: if e[n] = n, hh'[n] =
   *     h[h'[n]] or h[nn'] = h[n]h[n'] fails (the message has a counter-example)
   */
  public static SemidirectProduct of(
      FiniteGroup normal, FiniteGroup acting, IntBinaryOperator action) {
    return named(normal + " ⋊ " + acting, normal, acting, action);
  }

  private static SemidirectProduct named(
      String name, FiniteGroup normal, FiniteGroup acting, IntBinaryOperator action) {
    requireAction(normal, acting, action);
    int n = normal.order();
    FiniteGroup product =
        FiniteGroup.of(
            name,
            n * acting.order(),
            (a, b) ->
                acting.product(a / n, b / n) * n
                    + normal.product(a % n, action.applyAsInt(a / n, b % n)));
    return new SemidirectProduct(normal, acting, product);
  }

  /**
   * The direct product: (n, h)(n', h') = (nn', hh').
   *
   * @param left the group N
   * @param right the group H
   * @return N × H
   */
  public static SemidirectProduct direct(FiniteGroup left, FiniteGroup right) {
    return named(left + " × " + right, left, right, (h, n) -> n);
  }

  private static void requireAction(
      FiniteGroup normal, FiniteGroup acting, IntBinaryOperator action) {
    int[][] images = new int[acting.order()][normal.order()];
    for (int h = 0; h < images.length; h++) {
      for (int n = 0; n < normal.order(); n++) {
        images[h][n] = normal.requireElement(action.applyAsInt(h, n));
      }
    }
    for (int n = 0; n < normal.order(); n++) {
      if (images[0][n] != n) {
        throw noAction("0[" + n + "]", images[0][n], n);
      }
    }
    for (int h = 0; h < images.length; h++) {
      for (int n = 0; n < normal.order(); n++) {
        for (int k = 0; k < images.length; k++) {
          int once = images[acting.product(k, h)][n];
          int twice = images[k][images[h][n]];
          if (once != twice) {
            throw noAction("(" + k + "·" + h + ")[" + n + "]", once, twice);
          }
        }
        for (int m = 0; m < normal.order(); m++) {
          int whole = images[h][normal.product(n, m)];
          int parts = normal.product(images[h][n], images[h][m]);
          if (whole != parts) {
            throw noAction(h + "[" + n + "·" + m + "]", whole, parts);
          }
        }
      }
    }
  }

  private static IllegalArgumentException noAction(String what, int found, int expected) {
    return new IllegalArgumentException(
        "The action is not one by automorphisms, since "
            + what
            + " = "
            + found
            + " and not "
            + expected
            + "; correct the action.");
  }

  /**
   * The product as a group.
   *
   * @return N ⋊ H, whose element h·|N| + n is (n, h)
   */
  public FiniteGroup asGroup() {
    return product;
  }

  /**
   * The number of a pair.
   *
   * @param n an element of N
   * @param h an element of H
   * @return the element (n, h)
   * @throws IllegalArgumentException if n is not in N or h is not in H
   */
  public int element(int n, int h) {
    return acting.requireElement(h) * normal.order() + normal.requireElement(n);
  }

  /**
   * The part of an element in N.
   *
   * @param g an element (n, h)
   * @return n
   * @throws IllegalArgumentException if g is not in the product
   */
  public int normalPart(int g) {
    return product.requireElement(g) % normal.order();
  }

  /**
   * The part of an element in H.
   *
   * @param g an element (n, h)
   * @return h
   * @throws IllegalArgumentException if g is not in the product
   */
  public int actingPart(int g) {
    return product.requireElement(g) / normal.order();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SemidirectProduct that
        && normal.equals(that.normal)
        && acting.equals(that.acting)
        && product.equals(that.product);
  }

  @Override
  public int hashCode() {
    return 31 * normal.hashCode() + product.hashCode();
  }

  /** The names of both groups. */
  @Override
  public String toString() {
    return product.name();
  }
}
