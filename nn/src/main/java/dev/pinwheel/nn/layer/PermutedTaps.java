package dev.pinwheel.nn.layer;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.kernel.TapPermutations;
import dev.pinwheel.nn.engine.OwnGradient;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.Pass;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Dense filters of free taps: {@code (L_h k)(y, c) = k(h⁻¹y, h⁻¹c)} is one gather by an index table
 * of |H|·|H/K|·taps entries, built in as many steps, laid out for all fields.
 */
final class PermutedTaps extends FilterBank {
  private final PointGroup group;
  private final int taps;
  private final int[] index;
  private final Object placesKey = new Object();

  PermutedTaps(FeatureType input, TapPermutations basis, KernelOperator operator) {
    super(input, basis);
    this.group = input.group();
    this.taps = basis.functions();
    int m = input.orientations();
    int[] cosets = input.cosets().sources();
    this.index = new int[group.order() * m * taps];
    int at = 0;
    for (int h = 0; h < group.order(); h++) {
      int[] sources = basis.sources(h);
      for (int c = 0; c < m; c++) {
        int source = cosets[h * m + c] * taps;
        for (int y = 0; y < taps; y++) {
          index[at++] = source + sources[operator.tap(y, taps)];
        }
      }
    }
  }

  @Override
  Tensor expand(Tensor weight, Pass pass, ScalarType format) {
    Tensor filters;
    try (NoGradGuard guard = new NoGradGuard()) {
      // No view, as those made without gradients get no place in the graph.
      filters = super.expand(weight, pass, format).detach();
    }
    return OwnGradient.attach(
        filters, List.of(weight), g -> new Tensor[] {byWeight(g, weight, pass)});
  }

  /** The sum over the places that a number was copied to, one an orientation. */
  private Tensor byWeight(Tensor gradient, Tensor weight, Pass pass) {
    int out = (int) weight.size(0);
    Tensor copies =
        DenseCorrelation.flat(gradient)
            .index_select(0, pass.constant(placesKey, () -> places(out)))
            .view(group.order(), weight.numel());
    return copies
        .sum(new long[] {0}, false, new ScalarTypeOptional(weight.scalar_type()))
        .view(weight.sizes());
  }

  @Override
  Tensor dense(Tensor weight, Pass pass) {
    int out = (int) weight.size(0);
    return weight.view(-1).index_select(0, pass.constant(this, () -> torch.tensor(sources(out))));
  }

  /**
   * For every entry of the dense filters of so many output fields the entry of the free ones that
   * it is, both as they lie in memory.
   */
  private int[] sources(int out) {
    int in = input().fields();
    int m = input().orientations();
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
    return sources;
  }

  /**
   * For every orientation and every entry of the free filters of so many output fields the entry of
   * the dense ones that it was copied to: an element of the group permutes cosets and taps, so it
   * is copied once.
   */
  private Tensor places(int out) {
    int[] sources = sources(out);
    int free = sources.length / group.order();
    int[] places = new int[sources.length];
    for (int at = 0; at < sources.length; at++) {
      places[at / free * free + sources[at]] = at;
    }
    return torch.tensor(places);
  }
}
