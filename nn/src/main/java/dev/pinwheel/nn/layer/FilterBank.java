package dev.pinwheel.nn.layer;

import dev.pinwheel.group.Cosets;
import dev.pinwheel.group.Grid;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.feature.FeatureType;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Expands free filters into the dense filters of a plain correlation.
 *
 * <p>A free filter is a function {@code k(y, c)} on taps and input cosets. The dense filter for
 * output orientation h is {@code (L_h k)(y, c) = k(h⁻¹y, h⁻¹c)}: one gather by an index table of
 * |H|·|H/K|·taps entries, built in as many steps, laid out for all fields.
 */
final class FilterBank {
  private final FeatureType input;
  private final PointGroup group;
  private final int kernel;
  private final int taps;
  private final int[] index;

  /** Tabulates the sources of every dense tap; the group must preserve the pixel grid. */
  FilterBank(FeatureType input, int kernel, KernelOperator operator) {
    this.input = input;
    this.group = input.group();
    if (!group.preservesGrid()) {
      throw new IllegalArgumentException(
          "group "
              + group
              + " does not map the pixel grid onto itself: use C1, C2, C4, D1, D2 or D4");
    }
    this.kernel = kernel;
    int[] sides = new int[group.dimension()];
    Arrays.fill(sides, kernel);
    Grid grid = Grid.of(sides);
    this.taps = grid.points();
    Cosets cosets = input.cosets();
    int m = cosets.count();
    this.index = new int[group.order() * m * taps];
    int at = 0;
    for (int h = 0; h < group.order(); h++) {
      int[] sources = grid.sources(group, h);
      int back = group.inverse(h);
      for (int c = 0; c < m; c++) {
        int source = cosets.act(back, c) * taps;
        for (int y = 0; y < taps; y++) {
          int tap = operator == KernelOperator.CONVOLUTION ? taps - 1 - y : y;
          index[at++] = source + sources[tap];
        }
      }
    }
  }

  /** Numbers in one free filter: input cosets × taps. */
  int filterSize() {
    return input.orientations() * taps;
  }

  /**
   * For every entry of the dense filters of so many output fields the entry of the free ones that
   * it is, both as they lie in memory.
   */
  Tensor sources(int out) {
    int in = input.fields();
    int m = input.orientations();
    int free = filterSize();
    int[] sources = new int[Math.multiplyExact(group.order() * free, out * in)];
    int at = 0;
    for (int h = 0; h < group.order(); h++) {
      for (int o = 0; o < out; o++) {
        for (int y = 0; y < taps; y++) {
          for (int c = 0; c < m; c++) {
            int source = index[(h * m + c) * taps + y];
            for (int i = 0; i < in; i++) {
              sources[at++] = (o * in + i) * free + source;
            }
          }
        }
      }
    }
    return torch.tensor(sources);
  }

  /**
   * Dense filters, channels last: from free filters [out, in, cosets·taps] to [|H|·out, cosets·in,
   * kernel axes…].
   */
  Tensor expand(Tensor weight, Tensor sources) {
    int d = group.dimension();
    long[] shape = new long[d + 2];
    long[] order = new long[d + 2];
    Arrays.fill(shape, kernel);
    shape[0] = group.order() * weight.size(0);
    shape[d + 1] = input.channels();
    order[1] = d + 1;
    for (int i = 0; i < d; i++) {
      order[i + 2] = i + 1;
    }
    return weight.view(-1).index_select(0, sources).view(shape).permute(order);
  }
}
