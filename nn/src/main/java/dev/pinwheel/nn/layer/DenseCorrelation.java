package dev.pinwheel.nn.layer;

import dev.pinwheel.group.kernel.GridKernels;
import dev.pinwheel.group.kernel.KernelFamily;
import dev.pinwheel.nn.dense.Sliding;
import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.engine.Correlations;
import dev.pinwheel.nn.io.TensorData;
import dev.pinwheel.nn.module.Description;
import dev.pinwheel.nn.module.Window;
import java.util.Arrays;
import java.util.Optional;
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

  /** The same in a description. */
  static Value describe(
      Value x, Tensor filters, Optional<TensorData> shift, Window window, Description to) {
    return x.correlate(to.numbers(filters), shift, sliding(window), 1);
  }

  /** Each channel by itself, in a description. */
  static Value describeDepthwise(
      Value x, Tensor filters, Optional<TensorData> shift, Window window, Description to) {
    return x.correlate(to.numbers(filters), shift, sliding(window), (int) filters.size(0));
  }

  /** A matrix applied at every pixel, in a description: a correlation with one tap. */
  static Value describeMatrix(Value x, Tensor matrix, Optional<TensorData> shift, Description to) {
    long[] shape = new long[x.shape().length + 1];
    Arrays.fill(shape, 1);
    shape[0] = matrix.size(0);
    shape[1] = matrix.size(1);
    return x.correlate(to.numbers(matrix, shape), shift, Sliding.PLAIN, 1);
  }

  static Sliding sliding(Window window) {
    return new Sliding(window.stride(), window.padding(), window.dilation());
  }

  /**
   * What distinguishes a correlation from others: its window, and its kernels if taps are not free.
   */
  static String detail(Window window, KernelFamily family) {
    boolean usual = family.equals(new GridKernels());
    return usual ? window.toString() : window + " " + family.name();
  }

  /** Dense filters times a number per output. */
  static Tensor scaled(Tensor filters, Tensor factors) {
    long[] shape = Window.perAxis((int) filters.dim(), 1);
    shape[0] = -1;
    return filters.mul(factors.view(shape));
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

  /** The numbers of filters, or of their derivative, in that order. */
  static Tensor flat(Tensor filters) {
    return filters.movedim(1, filters.dim() - 1).reshape(-1);
  }
}
