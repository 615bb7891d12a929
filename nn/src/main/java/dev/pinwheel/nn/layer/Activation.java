package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.dense.Elementwise;
import dev.pinwheel.nn.engine.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Functions of one number, applied to every value of a map by {@link Pointwise}. By name in net
 * files: {@code relu}, {@code leakyRelu}, {@code elu}, {@code gelu}, {@code silu}, {@code sigmoid},
 * {@code tanh}.
 */
public enum Activation {
  /** {@code max(0, x)}. */
  RELU,
  /** {@code max(x, 0.01 x)}. */
  LEAKY_RELU,
  /** {@code x} where positive, {@code eˣ − 1} elsewhere. */
  ELU,
  /** {@code x Φ(x)}, Φ the normal distribution function. */
  GELU,
  /** {@code x / (1 + e⁻ˣ)}. */
  SILU,
  /** {@code 1 / (1 + e⁻ˣ)}. */
  SIGMOID,
  /** {@code tanh x}. */
  TANH;

  Tensor apply(Tensor x) {
    return switch (this) {
      case RELU -> torch.relu(x);
      case LEAKY_RELU -> torch.leaky_relu(x, Tensors.scalar(0.01));
      case ELU -> torch.elu(x);
      case GELU -> torch.gelu(x);
      case SILU -> torch.silu(x);
      case SIGMOID -> torch.sigmoid(x);
      case TANH -> torch.tanh(x);
    };
  }

  /** The same, written over its argument, which nothing else may need any more. */
  void overwrite(Tensor x) {
    switch (this) {
      case RELU -> x.relu_();
      case LEAKY_RELU -> torch.leaky_relu_(x, Tensors.scalar(0.01));
      case ELU -> torch.elu_(x);
      case GELU -> torch.gelu_(x);
      case SILU -> torch.silu_(x);
      case SIGMOID -> x.sigmoid_();
      case TANH -> x.tanh_();
    }
  }

  /** The same by name. */
  Elementwise elementwise() {
    return Elementwise.valueOf(name());
  }
}
