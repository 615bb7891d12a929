package dev.pinwheel.group;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The left-regular representation of a finite group on sampled functions: (L<sub>g</sub> f)(x) =
 * f(g<sup>-1</sup>·x), where x runs over pixels, group elements, cosets, or pairs of coset and
 * pixel.
 *
 * <p>Every L<sub>g</sub> only moves values, so L<sub>g'</sub> L<sub>g</sub> = L<sub>g'g</sub> holds
 * to the last bit. (The talk, "Mathematical Preliminary: Representation".)
 */
public final class LeftRegular {

  private final FiniteGroup group;
  private final int[][] sources;

  private LeftRegular(FiniteGroup group, int[][] sources) {
    this.group = group;
    this.sources = sources;
  }

  /**
   * On images: x is a pixel.
   *
   * @param grid the pixels
   * @param group a group that maps the grid onto itself
   * @return the representation; values in row-major order
   * @throws IllegalArgumentException if an element does not map the grid onto itself
   */
  public static LeftRegular onGrid(Grid grid, PointGroup group) {
    return new LeftRegular(
        group,
        IntStream.range(0, group.order())
            .mapToObj(g -> grid.sources(group, g))
            .toArray(int[][]::new));
  }

  /**
   * On functions on the group itself: (L<sub>g</sub> f)(h) = f(g<sup>-1</sup>h).
   *
   * @param group the group
   * @return the representation; one value for each element
   */
  public static LeftRegular onGroup(FiniteGroup group) {
    return onCosets(Cosets.of(Subgroup.trivial(group)));
  }

  /**
   * On functions on cosets: (L<sub>g</sub> f)(hK) = f(g<sup>-1</sup>hK).
   *
   * @param cosets the cosets
   * @return the representation; one value for each coset
   */
  public static LeftRegular onCosets(Cosets cosets) {
    FiniteGroup group = cosets.subgroup().parent();
    return new LeftRegular(
        group,
        IntStream.range(0, group.order()).mapToObj(g -> sources(cosets, g)).toArray(int[][]::new));
  }

  /**
   * On feature maps of a group convolution, functions of a coset and a pixel: (L<sub>g</sub> f)(hK,
   * x) = f(g<sup>-1</sup>hK, g<sup>-1</sup>·x). (The talk, "SE(2) Cross Correlation": planar
   * rotation plus periodic shift.)
   *
   * @param cosets the cosets of a point group
   * @param grid the pixels
   * @return the representation; values in the order [coset][row-major pixel]
   * @throws IllegalArgumentException if the cosets are not those of a point group, or an element
   *     does not map the grid onto itself
   */
  public static LeftRegular onFeatureMap(Cosets cosets, Grid grid) {
    if (!(cosets.subgroup().parent() instanceof PointGroup points)) {
      throw new IllegalArgumentException(
          cosets + " are cosets of a group that does not act on pixels; give a point group.");
    }
    int[][] sources = new int[points.order()][];
    for (int g = 0; g < sources.length; g++) {
      int[] pixels = grid.sources(points, g);
      sources[g] =
          Arrays.stream(sources(cosets, g))
              .flatMap(c -> Arrays.stream(pixels).map(x -> c * grid.points() + x))
              .toArray();
    }
    return new LeftRegular(points, sources);
  }

  private static int[] sources(Cosets cosets, int g) {
    int inverse = cosets.subgroup().parent().inverse(g);
    return IntStream.range(0, cosets.count()).map(c -> cosets.act(inverse, c)).toArray();
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
   * The number of values of a function.
   *
   * @return the number of points x
   */
  public int size() {
    return sources[0].length;
  }

  /**
   * Where values come from.
   *
   * @param g an element
   * @return for each x the number of g<sup>-1</sup>·x, so that (L<sub>g</sub> f)[i] = f[sources[i]]
   * @throws IllegalArgumentException if g is not in the group
   */
  public int[] sources(int g) {
    return sources[group.requireElement(g)].clone();
  }

  /**
   * Transforms functions.
   *
   * @param g an element
   * @param f the values of one function, or of several one after the other (channels, batches). Not
   *     modified.
   * @return L<sub>g</sub> f for each function
   * @throws IllegalArgumentException if g is not in the group, or the length of f is no multiple of
   *     {@link #size()}
   */
  public double[] apply(int g, double[] f) {
    int[] from = sources[group.requireElement(g)];
    requireLength(f.length);
    double[] result = new double[f.length];
    for (int start = 0; start < f.length; start += from.length) {
      for (int i = 0; i < from.length; i++) {
        result[start + i] = f[start + from[i]];
      }
    }
    return result;
  }

  /**
   * Transforms functions.
   *
   * @param g an element
   * @param f the values of one function, or of several one after the other (channels, batches). Not
   *     modified.
   * @return L<sub>g</sub> f for each function
   * @throws IllegalArgumentException if g is not in the group, or the length of f is no multiple of
   *     {@link #size()}
   */
  public float[] apply(int g, float[] f) {
    int[] from = sources[group.requireElement(g)];
    requireLength(f.length);
    float[] result = new float[f.length];
    for (int start = 0; start < f.length; start += from.length) {
      for (int i = 0; i < from.length; i++) {
        result[start + i] = f[start + from[i]];
      }
    }
    return result;
  }

  private void requireLength(int length) {
    if (length % size() != 0) {
      throw new IllegalArgumentException(
          "There are "
              + length
              + " values, which is no multiple of "
              + size()
              + "; give one value for each point of each function.");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LeftRegular that
        && group.equals(that.group)
        && Arrays.deepEquals(sources, that.sources);
  }

  @Override
  public int hashCode() {
    return 31 * group.hashCode() + size();
  }

  /** The group and the number of values. */
  @Override
  public String toString() {
    return "left-regular representation of " + group + " on " + size() + " values";
  }
}
