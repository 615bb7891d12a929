package dev.pinwheel.nn.engine;

import java.util.function.BooleanSupplier;

/**
 * How many numbers this process multiplies at once in float32: in correlations, which oneDNN
 * computes, and in matrix products, which OpenBLAS does. It decides between ways to compute the
 * same, so it is told by the sort of processor; by the clock, results would change from run to run.
 */
public enum Multipliers {
  /** Vectors of 512 bits in both; also where nothing is known. */
  WIDE,

  /**
   * Vectors of 512 bits in correlations and of 256 in products: OpenBLAS has chosen kernels without
   * AVX-512, since {@code OPENBLAS_CORETYPE} tells it to or it does not know the processor.
   */
  WIDE_IN_CORRELATIONS,

  /** Vectors of 256 bits in both. */
  NARROW;

  private static final Multipliers HERE =
      of(Processor.here().isWide(), Processor.here().isNarrow(), OpenBlas::isWide);

  /**
   * Those of this process.
   *
   * @return which
   */
  public static Multipliers here() {
    return HERE;
  }

  /** OpenBLAS is asked only where it matters, as JNA is loaded for it. */
  static Multipliers of(boolean isWide, boolean isNarrow, BooleanSupplier isOpenBlasWide) {
    if (isNarrow) {
      return NARROW;
    }
    return isWide && !isOpenBlasWide.getAsBoolean() ? WIDE_IN_CORRELATIONS : WIDE;
  }
}
