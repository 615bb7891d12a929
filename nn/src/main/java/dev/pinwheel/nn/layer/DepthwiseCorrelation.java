package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.engine.Columns;
import dev.pinwheel.nn.engine.DepthwiseGradient;
import dev.pinwheel.nn.engine.OwnGradient;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.module.Window;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
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
    Tensor rows = x.rows();
    // No view, as those made without gradients get no place in the graph.
    Tensor result = torch.empty(new long[] {0}, rows.options(), new MemoryFormatOptional());
    try (NoGradGuard guard = new NoGradGuard()) {
      result.set_data(FeatureMap.ofChannels(x.type(), correlate(shift)).rows());
    }
    int[] size = Arrays.stream(x.size()).map(window::outputSize).toArray();
    List<Tensor> parameters = shift.has_value() ? List.of(filters, shift.get()) : List.of(filters);
    Tensor hung =
        OwnGradient.attach(
            result, rows, parameters, g -> derivatives(g.contiguous(), rows, size, shift));
    return FeatureMap.ofRows(x.type(), hung, x.batch(), size);
  }

  private Tensor correlate(TensorOptional shift) {
    return DenseCorrelation.depthwise(x.channels(), filters, shift, window);
  }

  private Tensor[] derivatives(Tensor gradient, Tensor rows, int[] size, TensorOptional shift) {
    DepthwiseGradient derivative =
        new DepthwiseGradient(
            x.size(), size, window.kernel(), window.stride(), window.padding(), window.dilation());
    Tensor[] both = derivative.apply(rows, filters, gradient);
    if (!shift.has_value()) {
      return both;
    }
    double[] sums = new double[(int) gradient.size(1)];
    Columns.addSums(gradient, sums);
    Tensor byShift = Tensors.of(sums, sums.length).to(filters.scalar_type());
    return new Tensor[] {both[0], both[1], byShift};
  }
}
