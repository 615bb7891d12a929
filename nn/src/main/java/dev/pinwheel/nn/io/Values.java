package dev.pinwheel.nn.io;

import java.nio.ByteBuffer;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** The values of tensors as Java's numbers, always without rounding. */
final class Values {
  private static final int HALF_MANTISSA_BITS = 10;
  private static final int HALF_EXPONENT_MAX = 31;
  private static final int HALF_BIAS = 15;
  private static final int FLOAT_BIAS = 127;
  private static final int FLOAT_MANTISSA_BITS = 23;

  private Values() {}

  static float[] floats(TensorData tensor) {
    if (!tensor.dtype().isFloating() || tensor.dtype() == DType.F64) {
      throw wrongType(tensor, "single-precision numbers", "toDoubles() for F64, toLongs()");
    }
    float[] values = new float[tensor.count()];
    IntToDoubleFunction at = at(tensor.dtype(), tensor.data());
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) at.applyAsDouble(i);
    }
    return values;
  }

  static double[] doubles(TensorData tensor) {
    if (!tensor.dtype().isFloating()) {
      throw wrongType(tensor, "floating-point numbers", "toLongs()");
    }
    return IntStream.range(0, tensor.count())
        .mapToDouble(at(tensor.dtype(), tensor.data()))
        .toArray();
  }

  static long[] longs(TensorData tensor) {
    ByteBuffer data = tensor.data();
    IntStream places = IntStream.range(0, tensor.count());
    return switch (tensor.dtype()) {
      case I64 -> places.mapToLong(i -> data.getLong(8 * i)).toArray();
      case I32 -> places.mapToLong(i -> data.getInt(4 * i)).toArray();
      case U8, BOOL -> places.mapToLong(i -> data.get(i) & 0xff).toArray();
      case F32, F64, F16, BF16 -> throw wrongType(tensor, "integers", "toFloats() or toDoubles()");
    };
  }

  private static IntToDoubleFunction at(DType dtype, ByteBuffer data) {
    return switch (dtype) {
      case F64 -> i -> data.getDouble(8 * i);
      case F32 -> i -> data.getFloat(4 * i);
      case BF16 -> i -> Float.intBitsToFloat(data.getShort(2 * i) << 16);
      case F16 -> i -> half(data.getShort(2 * i));
      case I64, I32, U8, BOOL -> throw new AssertionError(dtype);
    };
  }

  /** Returns the number that 16 bits stand for in IEEE 754 half precision. */
  static float half(short bits) {
    int sign = bits & 0x8000;
    int exponent = (bits >> HALF_MANTISSA_BITS) & HALF_EXPONENT_MAX;
    int mantissa = bits & ((1 << HALF_MANTISSA_BITS) - 1);
    if (exponent == 0) {
      float magnitude = Math.scalb((float) mantissa, 1 - HALF_BIAS - HALF_MANTISSA_BITS);
      return sign == 0 ? magnitude : -magnitude;
    }
    int wide =
        exponent == HALF_EXPONENT_MAX ? 2 * FLOAT_BIAS + 1 : exponent - HALF_BIAS + FLOAT_BIAS;
    return Float.intBitsToFloat(
        (sign << 16)
            | (wide << FLOAT_MANTISSA_BITS)
            | (mantissa << (FLOAT_MANTISSA_BITS - HALF_MANTISSA_BITS)));
  }

  private static IllegalStateException wrongType(TensorData tensor, String wanted, String instead) {
    return new IllegalStateException(
        "a tensor %s does not hold %s: use %s".formatted(tensor, wanted, instead));
  }
}
