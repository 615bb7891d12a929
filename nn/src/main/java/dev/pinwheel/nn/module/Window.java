package dev.pinwheel.nn.module;

import java.util.Arrays;

/**
 * How a kernel or a pooling window slides along each spatial axis.
 *
 * <p>An axis of size {@code n} becomes one of size
 *
 * <pre>  ⌊(n + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1.</pre>
 *
 * The positions lie symmetrically about the axis's centre exactly if the division leaves no
 * remainder; with a remainder the last rows are never looked at and a reversed image is seen
 * differently.
 *
 * @param kernel taps along each axis, at least 1; even sizes are welcome
 * @param stride step between positions, at least 1
 * @param padding zeros (for maxima: −∞) added at both ends, at least 0
 * @param dilation distance between taps, at least 1
 */
public record Window(int kernel, int stride, int padding, int dilation) {
  /**
   * Checks the four numbers.
   *
   * @param kernel taps along each axis, at least 1; even sizes are welcome
   * @param stride step between positions, at least 1
   * @param padding zeros (for maxima: −∞) added at both ends, at least 0
   * @param dilation distance between taps, at least 1
   * @throws IllegalArgumentException if one is too small
   */
  public Window {
    if (kernel < 1 || stride < 1 || padding < 0 || dilation < 1) {
      throw new IllegalArgumentException(
          "kernel, stride and dilation must be at least 1 and padding at least 0, not kernel "
              + kernel
              + ", stride "
              + stride
              + ", padding "
              + padding
              + ", dilation "
              + dilation);
    }
  }

  /**
   * A dense kernel without padding: stride 1, padding 0, dilation 1.
   *
   * @param kernel taps along each axis
   * @return the window
   */
  public static Window of(int kernel) {
    return new Window(kernel, 1, 0, 1);
  }

  /**
   * The same window with another step.
   *
   * @param newStride step between positions
   * @return the window
   */
  public Window stride(int newStride) {
    return new Window(kernel, newStride, padding, dilation);
  }

  /**
   * The same window with other padding.
   *
   * @param newPadding zeros at both ends
   * @return the window
   */
  public Window padding(int newPadding) {
    return new Window(kernel, stride, newPadding, dilation);
  }

  /**
   * The same window with taps set further apart.
   *
   * @param newDilation distance between taps
   * @return the window
   */
  public Window dilation(int newDilation) {
    return new Window(kernel, stride, padding, newDilation);
  }

  /**
   * Rows that the window covers.
   *
   * @return {@code dilation·(kernel − 1) + 1}
   */
  public int extent() {
    return dilation * (kernel - 1) + 1;
  }

  /**
   * Whether the window fits at least once.
   *
   * @param size the axis's size
   * @return whether there is an output at all
   */
  public boolean fits(int size) {
    return size > 0 && size + 2 * padding >= extent();
  }

  /**
   * The size formula.
   *
   * @param size the axis's size
   * @return the number of positions
   * @throws IllegalArgumentException if the window does not fit
   */
  public int outputSize(int size) {
    if (!fits(size)) {
      throw new IllegalArgumentException(
          this + " does not fit an axis of size " + size + ": it covers " + extent() + " rows");
    }
    return (size + 2 * padding - extent()) / stride + 1;
  }

  /**
   * Rows at the far end that no position covers.
   *
   * @param size the axis's size
   * @return 0 if the positions are symmetric about the centre
   */
  public int remainder(int size) {
    return Math.floorMod(size + 2 * padding - extent(), stride);
  }

  /**
   * A number for each axis, as the engine takes them.
   *
   * @param axes how many axes
   * @param value kernel, stride, padding or dilation
   * @return the value so many times
   */
  public static long[] perAxis(int axes, int value) {
    long[] values = new long[axes];
    Arrays.fill(values, value);
    return values;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("kernel " + kernel);
    if (stride != 1) {
      text.append(" stride ").append(stride);
    }
    if (padding != 0) {
      text.append(" padding ").append(padding);
    }
    if (dilation != 1) {
      text.append(" dilation ").append(dilation);
    }
    return text.toString();
  }
}
