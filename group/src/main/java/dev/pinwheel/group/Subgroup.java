package dev.pinwheel.group;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A subgroup K of a finite group G: elements of G that contain e and are closed under the product.
 *
 * <p>Two subgroups are equal if their parents and elements are.
 */
public final class Subgroup {

  private final FiniteGroup parent;
  private final BitSet members;
  private final int[] elements;
  private final String name;

  Subgroup(FiniteGroup parent, BitSet members, String name) {
    this.parent = parent;
    this.members = members;
    this.elements = members.stream().toArray();
    this.name = name;
  }

  private Subgroup(FiniteGroup parent, BitSet members) {
    this(
        parent,
        members,
        members.stream().mapToObj(Integer::toString).collect(Collectors.joining(",", "{", "}")));
  }

  /**
   * The subgroup with exactly the given elements.
   *
   * @param parent the group G
   * @param elements all the elements of K, in any order
   * @return K
   * @throws IllegalArgumentException if an element is not in G, if e is missing, or if the elements
   *     are not closed under the product (the message has a product that is missing)
   */
  public static Subgroup of(FiniteGroup parent, int... elements) {
    BitSet members = members(parent, elements);
    if (!members.get(0)) {
      throw new IllegalArgumentException(
          "The elements " + members + " of " + parent + " lack the identity 0; add it.");
    }
    // In a finite group a set that is closed under the product has inverses as well.
    for (int g : elements) {
      for (int h : elements) {
        if (!members.get(parent.product(g, h))) {
          throw new IllegalArgumentException(
              "The elements "
                  + members
                  + " of "
                  + parent
                  + " are not closed: "
                  + g
                  + "·"
                  + h
                  + " = "
                  + parent.product(g, h)
                  + "; add it, or use generatedBy.");
        }
      }
    }
    return new Subgroup(parent, members);
  }

  /**
   * The smallest subgroup with the given elements.
   *
   * @param parent the group G
   * @param generators elements of G; none for the trivial subgroup
   * @return all products of the generators
   * @throws IllegalArgumentException if a generator is not in G
   */
  public static Subgroup generatedBy(FiniteGroup parent, int... generators) {
    BitSet gens = members(parent, generators);
    BitSet reached = new BitSet(parent.order());
    reached.set(0);
    List<Integer> queue = new ArrayList<>(List.of(0));
    for (int next = 0; next < queue.size(); next++) {
      int h = queue.get(next);
      gens.stream()
          .map(g -> parent.product(h, g))
          .filter(product -> !reached.get(product))
          .forEach(
              product -> {
                reached.set(product);
                queue.add(product);
              });
    }
    return new Subgroup(parent, reached);
  }

  /**
   * The subgroup {e}.
   *
   * @param parent the group G
   * @return {e}
   */
  public static Subgroup trivial(FiniteGroup parent) {
    return generatedBy(parent);
  }

  /**
   * The whole group as a subgroup of itself.
   *
   * @param parent the group G
   * @return G
   */
  public static Subgroup whole(FiniteGroup parent) {
    BitSet members = new BitSet(parent.order());
    members.set(0, parent.order());
    return new Subgroup(parent, members, parent.name());
  }

  /**
   * The elements of a point group that have the matrices of another.
   *
   * @param parent the group G
   * @param sub a group on the same space; its name becomes the name of the subgroup
   * @return the subgroup of G with the matrices of {@code sub}
   * @throws IllegalArgumentException if the spaces differ, or a matrix of {@code sub} is not in G
   */
  public static Subgroup embed(PointGroup parent, PointGroup sub) {
    BitSet members = new BitSet(parent.order());
    for (int k = 0; k < sub.order(); k++) {
      OptionalInt g = parent.indexOf(sub.matrix(k));
      if (g.isEmpty()) {
        throw new IllegalArgumentException(
            sub
                + " is not inside "
                + parent
                + ": "
                + parent
                + " acts on R^"
                + parent.dimension()
                + " and has no element with the matrix "
                + sub.matrix(k)
                + " of "
                + sub.elementName(k)
                + "; give a subgroup.");
      }
      members.set(g.getAsInt());
    }
    return new Subgroup(parent, members, sub.name());
  }

  /**
   * All subgroups of a group.
   *
   * @param parent the group G
   * @return the subgroups by increasing order, from {e} to G; those of one order by their elements
   */
  public static List<Subgroup> all(FiniteGroup parent) {
    return SubgroupSearch.all(parent);
  }

  private static BitSet members(FiniteGroup parent, int[] elements) {
    BitSet members = new BitSet(parent.order());
    for (int g : elements) {
      members.set(parent.requireElement(g));
    }
    return members;
  }

  /**
   * The group of which this is a subgroup.
   *
   * @return G
   */
  public FiniteGroup parent() {
    return parent;
  }

  /**
   * The name: that of the embedded group, or else the elements in braces, such as {@code {0,2}}.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * The number of elements.
   *
   * @return the order of K
   */
  public int order() {
    return elements.length;
  }

  /**
   * The number of cosets.
   *
   * @return the order of G divided by that of K
   */
  public int index() {
    return parent.order() / order();
  }

  /**
   * The elements.
   *
   * @return a copy, sorted; the identity comes first
   */
  public int[] elements() {
    return elements.clone();
  }

  /**
   * Whether an element of G is in K.
   *
   * @param g an element of G
   * @return whether it is in K
   * @throws IllegalArgumentException if g is not in G
   */
  public boolean contains(int g) {
    return members.get(parent.requireElement(g));
  }

  /**
   * Whether every element of another subgroup is in this one.
   *
   * @param other a subgroup of the same group
   * @return whether {@code other} ⊆ this
   * @throws IllegalArgumentException if the parents differ
   */
  public boolean containsAll(Subgroup other) {
    if (!parent.equals(other.parent)) {
      throw new IllegalArgumentException(
          this + " and " + other + " have different parents; give subgroups of one group.");
    }
    return IntStream.of(other.elements).allMatch(members::get);
  }

  /**
   * Whether gKg<sup>-1</sup> = K for all g in G.
   *
   * @return whether K is normal
   */
  public boolean isNormal() {
    return IntStream.range(0, parent.order())
        .allMatch(g -> IntStream.of(elements).allMatch(k -> members.get(parent.conjugate(k, g))));
  }

  /**
   * This subgroup as a group of its own: element i is the i-th of {@link #elements()}.
   *
   * @return the group; a {@link PointGroup} if the parent is one
   */
  public FiniteGroup asGroup() {
    if (parent instanceof PointGroup points) {
      return points.restrictedTo(name, elements);
    }
    return FiniteGroup.of(
        name,
        elements.length,
        (i, j) -> Arrays.binarySearch(elements, parent.product(elements[i], elements[j])));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Subgroup that
        && members.equals(that.members)
        && parent.equals(that.parent);
  }

  @Override
  public int hashCode() {
    return 31 * parent.hashCode() + members.hashCode();
  }

  /** The parent, the name and the elements. */
  @Override
  public String toString() {
    return "subgroup "
        + name
        + " of "
        + parent
        + IntStream.of(elements)
            .mapToObj(parent::elementName)
            .collect(Collectors.joining(", ", " {", "}"));
  }
}
