package dev.pinwheel.group.kernel;

import dev.pinwheel.group.Grid;
import dev.pinwheel.group.PointGroup;

/**
 * Functions e<sub>j</sub> on R<sup>d</sup>, sampled on the taps of a filter and turned by every
 * element of a group.
 *
 * <p>The functions' squared norms on the taps have the mean 1, over functions and the group's
 * elements: Σ<sub>h,j,y</sub> e<sub>j</sub>(h<sup>-1</sup>y)² = |H| · functions. So coefficients of
 * variance v make a dense filter of variance v · functions/taps, and He's rule holds with as many
 * inputs as there are functions. Norms may differ: then coefficients of one variance make some
 * functions larger than others.
 */
public sealed interface KernelBasis permits TapPermutations, SampledFunctions {
  /**
   * The group that turns the functions.
   *
   * @return H
   */
  PointGroup group();

  /**
   * The taps.
   *
   * @return a grid of equal sides
   */
  Grid taps();

  /**
   * How many functions there are: the free coefficients of one kernel.
   *
   * @return at least 1
   */
  int functions();

  /**
   * A function, turned.
   *
   * @param h an element of the group
   * @param function the number j of the function, from 0
   * @return e<sub>j</sub>(h<sup>-1</sup>y) for each tap y
   * @throws IllegalArgumentException if there is no such element or function
   */
  double[] turned(int h, int function);
}
