package dev.pinwheel.nn.io;

import java.util.Arrays;

/** Arithmetic on shapes that does not overflow in silence. */
final class Shapes {
  private Shapes() {}

  /** Returns the number of bytes that a tensor takes. */
  static long bytes(DType dtype, long[] shape) {
    long bytes = dtype.bytes();
    for (long size : shape) {
      if (size < 0) {
        throw new IllegalArgumentException(
            "the shape %s has the negative size %d".formatted(Arrays.toString(shape), size));
      }
      try {
        bytes = Math.multiplyExact(bytes, size);
      } catch (ArithmeticException e) {
        throw new IllegalArgumentException(
            "the shape %s has more values than 64 bits can count".formatted(Arrays.toString(shape)),
            e);
      }
    }
    return bytes;
  }
}
