package dev.pinwheel.benchmarks;

import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;

/** Backward passes without a loss. */
final class Gradients {
  private Gradients() {}

  /** The backward pass from a gradient that is given. */
  static void backward(Tensor output, Tensor gradient) {
    output.backward(gradient, new BoolOptional(), false, new TensorArrayRefOptional());
  }
}
