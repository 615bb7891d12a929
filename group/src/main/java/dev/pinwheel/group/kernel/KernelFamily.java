package dev.pinwheel.group.kernel;

import dev.pinwheel.group.PointGroup;

/**
 * A way to write kernels that a point group can turn.
 *
 * <p>Implementations are immutable values: equal ones yield equal bases.
 */
public interface KernelFamily {
  /**
   * The name, as nets and the command line take it.
   *
   * @return for example {@code grid}
   */
  String name();

  /**
   * The functions that kernels of this family are sums of, on the taps of a filter.
   *
   * @param group the group that turns them
   * @param kernel taps along each axis, at least 1
   * @return the functions, turned by every element of the group
   * @throws IllegalArgumentException if the family has no kernels for this group or this number of
   *     taps; the message says which it has
   */
  KernelBasis basis(PointGroup group, int kernel);
}
