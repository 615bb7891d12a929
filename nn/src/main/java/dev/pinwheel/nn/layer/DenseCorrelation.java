package dev.pinwheel.nn.layer;

import dev.pinwheel.group.kernel.GridKernels;
import dev.pinwheel.group.kernel.KernelFamily;
import dev.pinwheel.nn.engine.Correlations;
import dev.pinwheel.nn.module.Window;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

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
    return Correlations.of(x, filters, shift, motion(window, groups, false));
  }

  /** How a window moves. */
  static Correlations.Motion motion(Window window, long groups, boolean isTransposed) {
    return new Correlations.Motion(
        window.stride(), window.padding(), window.dilation(), groups, isTransposed);
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
