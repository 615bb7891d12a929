package dev.pinwheel.nn.dense;

/** Functions of one number, applied to every number of a tensor. */
public enum Elementwise {
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
  TANH,
  /** {@code √x}. */
  SQUARE_ROOT
}
