package dev.pinwheel.nn.io;

import java.util.Arrays;
import java.util.Optional;

/** The types of number that a file of tensors can hold, under the names that files use. */
public enum DType {
  /** IEEE 754 single precision. */
  F32(4),
  /** IEEE 754 double precision. */
  F64(8),
  /** The upper half of a single-precision number. */
  BF16(2),
  /** IEEE 754 half precision. */
  F16(2),
  /** Signed 64-bit integers. */
  I64(8),
  /** Signed 32-bit integers. */
  I32(4),
  /** Unsigned 8-bit integers. */
  U8(1),
  /** Truth values, one byte each: 0 or 1. */
  BOOL(1);

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /**
   * Returns the number of bytes that one value takes.
   *
   * @return 1, 2, 4 or 8
   */
  public int bytes() {
    return bytes;
  }

  /**
   * Returns whether the values are floating-point numbers.
   *
   * @return true for F32, F64, BF16 and F16
   */
  public boolean isFloating() {
    return this == F32 || this == F64 || this == BF16 || this == F16;
  }

  static Optional<DType> named(String name) {
    return Arrays.stream(values()).filter(t -> t.name().equals(name)).findFirst();
  }
}
