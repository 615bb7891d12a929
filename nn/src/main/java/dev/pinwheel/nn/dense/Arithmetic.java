package dev.pinwheel.nn.dense;

/** Operations on two numbers. */
public enum Arithmetic {
  /** {@code a + b}. */
  ADD,
  /** {@code a − b}. */
  SUBTRACT,
  /** {@code a · b}. */
  MULTIPLY,
  /** {@code a / b}. */
  DIVIDE,
  /** The larger of the two. */
  MAXIMUM
}
