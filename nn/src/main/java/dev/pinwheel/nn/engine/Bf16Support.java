package dev.pinwheel.nn.engine;

/** What the processor has for products in bf16, as far as the operating system says so. */
public enum Bf16Support {
  /** Nothing; also where nothing is known. */
  NONE,

  /** Instructions for vectors, which multiply twice as many numbers at once as in float32. */
  INSTRUCTIONS,

  /** Units for matrices (AMX), many times as fast as float32. */
  MATRIX_UNITS;

  /**
   * That of this machine.
   *
   * @return which
   */
  public static Bf16Support here() {
    return Processor.here().bf16();
  }
}
