package dev.pinwheel.group;

/**
 * The scales s<sup>0</sup>, s<sup>1</sup>, …, s<sup>n−1</sup>: a stretch of the group of dilations
 * x ↦ s<sup>j</sup>x, cut off at both ends.
 *
 * <p>The dilations by powers of s are an infinite group; no finite part of it is a group. So a
 * function F(x, j) on space and these scales is no {@link PointGroup} matter: dilating it by s,
 *
 * <pre>  (L_s F)(x, j) = F(x/s, j − 1),   j = 1 … n − 1,</pre>
 *
 * pushes the values of the last scale out, and nothing says what comes in at j = 0. All laws hold
 * for the other scales, the interior ones. The scale is one more coordinate of space, the last one,
 * hence the first axis of a tensor: rotations and reflections leave it alone, see {@link
 * PointGroup#extendedTo}. (Worrall and Welling, <i>Deep Scale-spaces: Equivariance Over Scale</i>,
 * 2019.)
 *
 * @param step s, greater than 1
 * @param scales n, at least 1
 */
public record ScaleAxis(double step, int scales) {
  /**
   * Checks the two numbers.
   *
   * @param step s, greater than 1
   * @param scales n, at least 1
   * @throws IllegalArgumentException if one is too small, or the last scale is no finite number
   */
  public ScaleAxis {
    if (!(step > 1) || scales < 1 || Double.isInfinite(Math.pow(step, scales))) {
      throw new IllegalArgumentException(
          "Scales need a step above 1 and at least one scale, not a step of "
              + step
              + " and "
              + scales
              + " scales.");
    }
  }

  /**
   * A scale.
   *
   * @param j its number, from 0
   * @return s<sup>j</sup>
   * @throws IllegalArgumentException if there is no such scale
   */
  public double factor(int j) {
    if (j < 0 || j >= scales) {
      throw new IllegalArgumentException(
          "There is no scale " + j + "; give one of 0.." + (scales - 1) + ".");
    }
    return Math.pow(step, j);
  }
}
