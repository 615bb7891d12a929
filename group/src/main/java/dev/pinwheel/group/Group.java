package dev.pinwheel.group;

/**
 * A group: a set with an associative product, an identity and inverses.
 *
 * <p>For all elements g, h, i: (g·h)·i = g·(h·i), e·g = g·e = g and g<sup>-1</sup>·g =
 * g·g<sup>-1</sup> = e. (The talk, "Mathematical Preliminary: Group".)
 *
 * @param <E> the type of the elements
 */
public interface Group<E> {

  /**
   * The identity e.
   *
   * @return e, for which e·g = g·e = g
   */
  E identity();

  /**
   * The product g·h: first h acts, then g.
   *
   * @param g the left factor
   * @param h the right factor
   * @return g·h
   * @throws IllegalArgumentException if an argument is no element of this group
   */
  E product(E g, E h);

  /**
   * The inverse of g.
   *
   * @param g an element
   * @return g<sup>-1</sup>
   * @throws IllegalArgumentException if g is no element of this group
   */
  E inverse(E g);
}
