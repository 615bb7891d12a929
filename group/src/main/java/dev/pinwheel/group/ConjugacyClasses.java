package dev.pinwheel.group;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The classes {hgh<sup>-1</sup> : h in G} of a group G, on which characters are constant.
 *
 * <p>They are numbered in the order of their smallest elements; class 0 is {e}. (Serre 1977,
 * section 2.5.)
 */
public final class ConjugacyClasses {

  private final FiniteGroup group;
  private final int[] classOf;
  private final int[] representatives;

  private ConjugacyClasses(FiniteGroup group) {
    this.group = group;
    this.classOf = new int[group.order()];
    Arrays.fill(classOf, -1);
    int[] firsts = new int[group.order()];
    int count = 0;
    for (int g = 0; g < classOf.length; g++) {
      if (classOf[g] < 0) {
        firsts[count] = g;
        for (int h = 0; h < classOf.length; h++) {
          classOf[group.conjugate(g, h)] = count;
        }
        count++;
      }
    }
    this.representatives = Arrays.copyOf(firsts, count);
  }

  /**
   * The conjugacy classes of a group.
   *
   * @param group the group G
   * @return its classes
   */
  public static ConjugacyClasses of(FiniteGroup group) {
    return new ConjugacyClasses(group);
  }

  /**
   * The group.
   *
   * @return G
   */
  public FiniteGroup group() {
    return group;
  }

  /**
   * The number of classes, which is the number of irreducible representations over the complex
   * numbers.
   *
   * @return the number of classes
   */
  public int count() {
    return representatives.length;
  }

  /**
   * The class of an element.
   *
   * @param g an element of G
   * @return the number of its class
   * @throws IllegalArgumentException if g is not in G
   */
  public int classOf(int g) {
    return classOf[group.requireElement(g)];
  }

  /**
   * The smallest element of a class.
   *
   * @param c a class
   * @return its smallest element
   * @throws IllegalArgumentException if there is no such class
   */
  public int representative(int c) {
    return representatives[requireClass(c)];
  }

  /**
   * The elements of a class.
   *
   * @param c a class
   * @return its elements, sorted
   * @throws IllegalArgumentException if there is no such class
   */
  public int[] elements(int c) {
    requireClass(c);
    return IntStream.range(0, classOf.length).filter(g -> classOf[g] == c).toArray();
  }

  private int requireClass(int c) {
    if (c < 0 || c >= representatives.length) {
      throw new IllegalArgumentException(
          "There is no conjugacy class "
              + c
              + " of "
              + group
              + "; give one of 0.."
              + (representatives.length - 1)
              + ".");
    }
    return c;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConjugacyClasses that && group.equals(that.group);
  }

  @Override
  public int hashCode() {
    return 31 + group.hashCode();
  }

  /** The group and the number of classes. */
  @Override
  public String toString() {
    return count() + " conjugacy classes of " + group;
  }
}
