package dev.pinwheel.nn.layer;

import dev.pinwheel.group.kernel.GridKernels;
import dev.pinwheel.group.kernel.KernelFamily;
import dev.pinwheel.nn.module.Window;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** The engine's plain correlation, in as many dimensions as the filters have. */
final class DenseCorrelation {
  private DenseCorrelation() {}

  static Tensor of(Tensor x, Tensor filters, TensorOptional shift, Window window) {
    return of(x, filters, shift, window, 1);
  }

  /** Each channel by itself, with a filter of its own: [channels, 1, kernel axes…]. */
  static Tensor depthwise(Tensor x, Tensor filters, TensorOptional shift, Window window) {
    return of(x, filters, shift, window, filters.size(0));
  }

  private static Tensor of(
      Tensor x, Tensor filters, TensorOptional shift, Window window, long groups) {
    int d = (int) filters.dim() - 2;
    long[] stride = Window.perAxis(d, window.stride());
    long[] padding = Window.perAxis(d, window.padding());
    long[] dilation = Window.perAxis(d, window.dilation());
    return switch (d) {
      case 1 -> torch.conv1d(x, filters, shift, stride, padding, dilation, groups);
      case 2 -> torch.conv2d(x, filters, shift, stride, padding, dilation, groups);
      case 3 -> torch.conv3d(x, filters, shift, stride, padding, dilation, groups);
      default ->
          throw new IllegalArgumentException(
              "correlation on R^" + d + " is not supported: use 1, 2 or 3 dimensions");
    };
  }

  /**
   * What distinguishes a correlation from others: its window, and its kernels if taps are not free.
   */
  static String detail(Window window, KernelFamily family) {
    boolean usual = family.equals(new GridKernels());
    return usual ? window.toString() : window + " " + family.name();
  }

  /**
   * Filters as they are taken, from numbers in the order [output][tap][input]: a view of shape
   * [outputs, inputs, kernel axes…], channels last in memory.
   */
  static Tensor channelsLast(Tensor dense, long outputs, long inputs, int kernel, int d) {
    long[] shape = new long[d + 2];
    long[] order = new long[d + 2];
    Arrays.fill(shape, kernel);
    shape[0] = outputs;
    shape[d + 1] = inputs;
    order[1] = d + 1;
    for (int i = 0; i < d; i++) {
      order[i + 2] = i + 1;
    }
    return dense.view(shape).permute(order);
  }
}
