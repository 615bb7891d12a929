package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.engine.Columns;
import dev.pinwheel.nn.engine.DepthwiseGradient;
import dev.pinwheel.nn.engine.OwnGradient;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.module.Window;
import java.util.List;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Each channel correlated by itself, with a filter of its own. */
final class DepthwiseCorrelation {
  private final FeatureMap x;
  private final Tensor filters;
  private final Window window;

  private DepthwiseCorrelation(FeatureMap x, Tensor filters, Window window) {
    this.x = x;
    this.filters = filters;
    this.window = window;
  }

  /**
   * Correlates; in float32 or less with a {@linkplain DepthwiseGradient derivative of our own}.
   *
   * @param x the map
   * @param filters shape [channels, 1, kernel axes…]
   * @param shift a number per channel, or nothing
   * @param window the window
   * @return a map of the same type
   */
  static FeatureMap of(FeatureMap x, Tensor filters, TensorOptional shift, Window window) {
    return new DepthwiseCorrelation(x, filters, window).apply(shift);
  }

  private FeatureMap apply(TensorOptional shift) {
    boolean own =
        GradMode.is_enabled()
            && (filters.requires_grad() || x.channels().requires_grad())
            && filters.is_cpu()
            && !Tensors.has(filters, ScalarType.Double);
    if (!own) {
      return FeatureMap.ofChannels(x.type(), correlate(shift));
    }
    FeatureMap result;
    try (NoGradGuard guard = new NoGradGuard()) {
      // No view, as those made without gradients get no place in the graph.
      result = FeatureMap.ofChannels(x.type(), correlate(shift).detach());
    }
    Tensor c = x.channels();
    List<Tensor> inputs =
        shift.has_value() ? List.of(c, filters, shift.get()) : List.of(c, filters);
    OwnGradient.attach(
        result.channels(), inputs, g -> derivatives(FeatureMap.ofChannels(x.type(), g), shift));
    return result;
  }

  private Tensor correlate(TensorOptional shift) {
    return DenseCorrelation.depthwise(x.channels(), filters, shift, window);
  }

  private Tensor[] derivatives(FeatureMap byResult, TensorOptional shift) {
    DepthwiseGradient derivative =
        new DepthwiseGradient(
            x.size(),
            byResult.size(),
            window.kernel(),
            window.stride(),
            window.padding(),
            window.dilation());
    Tensor gradient = byResult.rows().contiguous();
    Tensor[] both = derivative.apply(x.rows(), filters, gradient);
    both[0] = FeatureMap.ofRows(x.type(), both[0], x.batch(), x.size()).channels();
    if (!shift.has_value()) {
      return both;
    }
    double[] sums = new double[(int) gradient.size(1)];
    Columns.addSums(gradient, sums);
    Tensor byShift = Tensors.of(sums, sums.length).to(filters.scalar_type());
    return new Tensor[] {both[0], both[1], byShift};
  }
}
