package dev.pinwheel.group.kernel;

import dev.pinwheel.group.Grid;
import dev.pinwheel.group.PointGroup;
import java.util.stream.IntStream;

/**
 * A function per tap, 1 there and 0 elsewhere, which a group that preserves the grid permutes.
 *
 * <p>Turning a kernel is then a gather: (L<sub>h</sub> k)(y) = k[{@link #sources sources(h)}[y]].
 */
public final class TapPermutations implements KernelBasis {
  private final PointGroup group;
  private final Grid taps;
  private final int[][] sources;

  TapPermutations(PointGroup group, Grid taps) {
    this.group = group;
    this.taps = taps;
    this.sources =
        IntStream.range(0, group.order())
            .mapToObj(h -> taps.sources(group, h))
            .toArray(int[][]::new);
  }

  @Override
  public PointGroup group() {
    return group;
  }

  @Override
  public Grid taps() {
    return taps;
  }

  @Override
  public int functions() {
    return taps.points();
  }

  /**
   * Which tap's value each tap of a turned kernel has.
   *
   * @param h an element of the group
   * @return for each tap y the number of the tap h<sup>-1</sup>y
   */
  public int[] sources(int h) {
    return sources[h].clone();
  }

  @Override
  public double[] turned(int h, int function) {
    BasisIndex.check(this, h, function);
    return IntStream.of(sources[h]).mapToDouble(tap -> tap == function ? 1 : 0).toArray();
  }
}
