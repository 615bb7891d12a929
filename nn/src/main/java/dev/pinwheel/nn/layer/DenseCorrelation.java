package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.module.Window;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** The engine's plain correlation, in as many dimensions as the filters have. */
final class DenseCorrelation {
  private DenseCorrelation() {}

  static Tensor of(Tensor x, Tensor filters, TensorOptional shift, Window window) {
    int d = (int) filters.dim() - 2;
    long[] stride = Window.perAxis(d, window.stride());
    long[] padding = Window.perAxis(d, window.padding());
    long[] dilation = Window.perAxis(d, window.dilation());
    return switch (d) {
      case 1 -> torch.conv1d(x, filters, shift, stride, padding, dilation, 1);
      case 2 -> torch.conv2d(x, filters, shift, stride, padding, dilation, 1);
      case 3 -> torch.conv3d(x, filters, shift, stride, padding, dilation, 1);
      default ->
          throw new IllegalArgumentException(
              "correlation on R^" + d + " is not supported: use 1, 2 or 3 dimensions");
    };
  }
}
