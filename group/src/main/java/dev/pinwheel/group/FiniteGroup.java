package dev.pinwheel.group;

import java.util.Arrays;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;

/**
 * A finite group, given by its Cayley table: the elements are 0 … order − 1 and 0 is the identity.
 *
 * <p>The axioms are checked when it is made. Two groups are equal if their tables are, whatever
 * their names; a {@link PointGroup} equals only point groups, whose matrices count as well. (The
 * talk, "Mathematical Preliminary: Group".)
 */
public sealed class FiniteGroup permits PointGroup {

  private final String name;
  private final int[][] table;
  private final int[] inverses;

  /** Takes the table without a copy and checks it. */
  FiniteGroup(String name, int[][] table) {
    this.name = name;
    this.table = table;
    GroupAxioms axioms = GroupAxioms.check(table);
    if (!axioms.hold()) {
      throw new IllegalArgumentException(
          "The table of \"" + name + "\" is no group; correct it:\n" + axioms);
    }
    int e = new AxiomSearch(table).findIdentity();
    if (e != 0) {
      throw new IllegalArgumentException(
          "The identity of \"" + name + "\" is element " + e + "; number it 0.");
    }
    this.inverses = new int[table.length];
    for (int g = 0; g < table.length; g++) {
      for (int h = 0; h < table.length; h++) {
        if (table[g][h] == 0) {
          inverses[g] = h;
        }
      }
    }
  }

  /** Shares everything but the name. */
  FiniteGroup(String name, FiniteGroup other) {
    this.name = name;
    this.table = other.table;
    this.inverses = other.inverses;
  }

  /**
   * The group with a given Cayley table.
   *
   * @param name what {@link #name()} returns
   * @param cayleyTable the product of g and h at {@code cayleyTable[g][h]}; copied
   * @return the group
   * @throws IllegalArgumentException if the table is not square, breaks an axiom (the message has a
   *     counter-example), or has an identity other than 0
   */
  public static FiniteGroup of(String name, int[][] cayleyTable) {
    return new FiniteGroup(name, copy(cayleyTable));
  }

  /**
   * The group with a given product.
   *
   * @param name what {@link #name()} returns
   * @param order the number of elements
   * @param product the product of two elements
   * @return the group
   * @throws IllegalArgumentException if the order is not positive, if the product breaks an axiom
   *     (the message has a counter-example), or if its identity is not 0
   */
  public static FiniteGroup of(String name, int order, IntBinaryOperator product) {
    return new FiniteGroup(name, tabulate(name, order, product));
  }

  /**
   * The group with a given product and given inverses, which must agree.
   *
   * @param name what {@link #name()} returns
   * @param order the number of elements
   * @param product the product of two elements
   * @param inverse the inverse of an element
   * @return the group
   * @throws IllegalArgumentException if the order is not positive, if the product breaks an axiom
   *     (the message has a counter-example), if its identity is not 0, or if an inverse is wrong
   */
  public static FiniteGroup of(
      String name, int order, IntBinaryOperator product, IntUnaryOperator inverse) {
    FiniteGroup group = of(name, order, product);
    for (int g = 0; g < order; g++) {
      if (inverse.applyAsInt(g) != group.inverse(g)) {
        throw new IllegalArgumentException(
            "The inverse of "
                + g
                + " in \""
                + name
                + "\" is "
                + group.inverse(g)
                + ", not "
                + inverse.applyAsInt(g)
                + "; correct the inverse or the product.");
      }
    }
    return group;
  }

  static int[][] tabulate(String name, int order, IntBinaryOperator product) {
    if (order < 1) {
      throw new IllegalArgumentException(
          "The order of \"" + name + "\" cannot be " + order + "; a group has at least e.");
    }
    int[][] table = new int[order][order];
    for (int g = 0; g < order; g++) {
      for (int h = 0; h < order; h++) {
        table[g][h] = product.applyAsInt(g, h);
      }
    }
    return table;
  }

  private static int[][] copy(int[][] table) {
    return Arrays.stream(table).map(int[]::clone).toArray(int[][]::new);
  }

  /**
   * The name, as it was given.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * The number of elements.
   *
   * @return the order, at least 1
   */
  public int order() {
    return table.length;
  }

  /**
   * The identity e.
   *
   * @return 0
   */
  public int identity() {
    return 0;
  }

  /**
   * The product g·h: first h acts, then g.
   *
   * @param g the left factor
   * @param h the right factor
   * @return g·h
   * @throws IllegalArgumentException if an argument is not in 0 … order − 1
   */
  public int product(int g, int h) {
    return table[requireElement(g)][requireElement(h)];
  }

  /**
   * The inverse of g.
   *
   * @param g an element
   * @return g<sup>-1</sup>
   * @throws IllegalArgumentException if g is not in 0 … order − 1
   */
  public int inverse(int g) {
    return inverses[requireElement(g)];
  }

  /**
   * The conjugate of g by h.
   *
   * @param g an element
   * @param h the element to conjugate by
   * @return h·g·h<sup>-1</sup>
   * @throws IllegalArgumentException if an argument is not in 0 … order − 1
   */
  public int conjugate(int g, int h) {
    return product(product(h, g), inverse(h));
  }

  /**
   * The Cayley table.
   *
   * @return a copy; g·h is at {@code [g][h]}
   */
  public int[][] cayleyTable() {
    return copy(table);
  }

  /**
   * The order of an element: the least n ≥ 1 with g<sup>n</sup> = e.
   *
   * @param g an element
   * @return n
   * @throws IllegalArgumentException if g is not in 0 … order − 1
   */
  public int elementOrder(int g) {
    int n = 1;
    for (int power = requireElement(g); power != 0; power = table[power][g]) {
      n++;
    }
    return n;
  }

  /**
   * Whether g·h = h·g for all elements.
   *
   * @return whether the group is Abelian
   */
  public boolean isAbelian() {
    for (int g = 0; g < table.length; g++) {
      for (int h = 0; h < g; h++) {
        if (table[g][h] != table[h][g]) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * A small set of elements whose products are all elements.
   *
   * @return generators in increasing order; {0} for the trivial group
   */
  public int[] generators() {
    return new AxiomSearch(table).generators();
  }

  /**
   * This group with boxed elements, for code that works on any {@link Group}.
   *
   * @return a view
   */
  public Group<Integer> boxed() {
    return new Group<>() {
      @Override
      public Integer identity() {
        return 0;
      }

      @Override
      public Integer product(Integer g, Integer h) {
        return FiniteGroup.this.product(g.intValue(), h.intValue());
      }

      @Override
      public Integer inverse(Integer g) {
        return FiniteGroup.this.inverse(g.intValue());
      }
    };
  }

  /**
   * A short name of an element.
   *
   * @param g an element
   * @return "e" for the identity, else "g" and the number
   * @throws IllegalArgumentException if g is not in 0 … order − 1
   */
  public String elementName(int g) {
    return requireElement(g) == 0 ? "e" : "g" + g;
  }

  /** Returns g, or refuses it. */
  final int requireElement(int g) {
    if (g < 0 || g >= table.length) {
      throw new IllegalArgumentException(
          "There is no element " + g + " in " + name + "; give one of 0.." + (table.length - 1));
    }
    return g;
  }

  /** Whether the tables are equal. */
  final boolean hasTableOf(FiniteGroup other) {
    return table == other.table || Arrays.deepEquals(table, other.table);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FiniteGroup that && !(other instanceof PointGroup) && hasTableOf(that);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(table);
  }

  /** The name. */
  @Override
  public String toString() {
    return name;
  }
}
