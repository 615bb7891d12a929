package dev.pinwheel.nn.layer;

/** How a kernel meets a function, as the talk tells the two apart. */
public enum KernelOperator {
  /** {@code (k ⋆ f)(x) = Σ k(y − x) f(y)}: what neural networks call a convolution. */
  CORRELATION,
  /** {@code (k ∗ f)(x) = Σ k(x − y) f(y)}: the kernel mirrored through its centre. */
  CONVOLUTION
}
