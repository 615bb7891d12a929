package dev.pinwheel.group;

import java.util.Arrays;

/**
 * The left cosets gK of a subgroup K of G, on which G acts by g'·(gK) = (g'g)K.
 *
 * <p>Coset 0 is K. Cosets are numbered in the order of their smallest elements, which represent
 * them: with K = {e} coset c is element c, and with K = G there is one coset.
 */
public final class Cosets {

  private final Subgroup subgroup;
  private final int[] cosetOf;
  private final int[] representatives;

  private Cosets(Subgroup subgroup) {
    FiniteGroup group = subgroup.parent();
    this.subgroup = subgroup;
    this.cosetOf = new int[group.order()];
    this.representatives = new int[subgroup.index()];
    Arrays.fill(cosetOf, -1);
    int count = 0;
    for (int g = 0; g < cosetOf.length; g++) {
      if (cosetOf[g] < 0) {
        representatives[count] = g;
        for (int k : subgroup.elements()) {
          cosetOf[group.product(g, k)] = count;
        }
        count++;
      }
    }
  }

  /**
   * The left cosets of a subgroup.
   *
   * @param subgroup the subgroup K
   * @return its cosets
   */
  public static Cosets of(Subgroup subgroup) {
    return new Cosets(subgroup);
  }

  /**
   * The subgroup.
   *
   * @return K
   */
  public Subgroup subgroup() {
    return subgroup;
  }

  /**
   * The number of cosets.
   *
   * @return the order of G divided by that of K
   */
  public int count() {
    return representatives.length;
  }

  /**
   * The coset of an element.
   *
   * @param g an element of G
   * @return the number of gK
   * @throws IllegalArgumentException if g is not in G
   */
  public int cosetOf(int g) {
    return cosetOf[subgroup.parent().requireElement(g)];
  }

  /**
   * The smallest element of a coset.
   *
   * @param c a coset
   * @return its smallest element; 0 for K
   * @throws IllegalArgumentException if there is no such coset
   */
  public int representative(int c) {
    if (c < 0 || c >= representatives.length) {
      throw new IllegalArgumentException(
          "There is no coset "
              + c
              + " of "
              + subgroup
              + "; give one of 0.."
              + (representatives.length - 1)
              + ".");
    }
    return representatives[c];
  }

  /**
   * The action of G on cosets.
   *
   * @param g an element of G
   * @param c a coset
   * @return the coset of g times the representative of c
   * @throws IllegalArgumentException if g is not in G or there is no such coset
   */
  public int act(int g, int c) {
    return cosetOf[subgroup.parent().product(g, representative(c))];
  }

  /**
   * Where the values of transformed functions on cosets come from: (L<sub>g</sub> f)(c) =
   * f(g<sup>-1</sup>·c).
   *
   * @return the coset g<sup>-1</sup>·c for each element g and coset c, at g·{@link #count()} + c
   */
  public int[] sources() {
    FiniteGroup group = subgroup.parent();
    int[] sources = new int[group.order() * count()];
    for (int g = 0; g < group.order(); g++) {
      int back = group.inverse(g);
      for (int c = 0; c < count(); c++) {
        sources[g * count() + c] = act(back, c);
      }
    }
    return sources;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cosets that && subgroup.equals(that.subgroup);
  }

  @Override
  public int hashCode() {
    return 31 + subgroup.hashCode();
  }

  /** The parent and the subgroup, such as {@code D4/C4}. */
  @Override
  public String toString() {
    return subgroup.parent() + "/" + subgroup.name();
  }
}
