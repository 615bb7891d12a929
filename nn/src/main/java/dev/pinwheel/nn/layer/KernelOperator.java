package dev.pinwheel.nn.layer;

/** How a kernel meets a function, as the talk tells the two apart. */
public enum KernelOperator {
  /** {@code (k ⋆ f)(x) = Σ k(y − x) f(y)}: what neural networks call a convolution. */
  CORRELATION,
  /** {@code (k ∗ f)(x) = Σ k(x − y) f(y)}: the kernel mirrored through its centre. */
  CONVOLUTION;

  /** The tap of the kernel that comes to lie on a tap of the filter that is correlated with. */
  int tap(int y, int taps) {
    return this == CONVOLUTION ? taps - 1 - y : y;
  }
}
