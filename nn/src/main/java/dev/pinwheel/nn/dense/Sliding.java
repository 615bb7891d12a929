package dev.pinwheel.nn.dense;

/**
 * How a window slides, the same along every spatial axis.
 *
 * @param stride step between positions
 * @param padding zeros (for maxima: −∞) added at both ends
 * @param dilation distance between taps
 */
public record Sliding(int stride, int padding, int dilation) {
  /** Every position, without padding. */
  public static final Sliding PLAIN = new Sliding(1, 0, 1);

  /** Positions of a window of so many taps along an axis. */
  long positions(long size, long taps) {
    return Math.floorDiv(size + 2L * padding - dilation * (taps - 1) - 1, stride) + 1;
  }

  /** The size of the axis on which a window has so many positions. */
  long covered(long positions, long taps) {
    return (positions - 1) * stride - 2L * padding + dilation * (taps - 1) + 1;
  }
}
