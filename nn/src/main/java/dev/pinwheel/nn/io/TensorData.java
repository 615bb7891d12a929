package dev.pinwheel.nn.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The type, shape and values of one tensor. Immutable: arrays and buffers are copied on the way in,
 * and on the way out copied or read-only.
 */
public final class TensorData {
  private final DType dtype;
  private final long[] shape;
  private final ByteBuffer data;

  private TensorData(DType dtype, long[] shape, ByteBuffer data) {
    this.dtype = dtype;
    this.shape = shape;
    this.data = data;
  }

  /**
   * Makes a tensor of bytes as a file holds them.
   *
   * @param dtype the type of the values
   * @param shape the sizes along each axis, outermost first; empty for a single number
   * @param littleEndian the values in C order, from the buffer's position to its limit
   * @return the tensor
   */
  public static TensorData of(DType dtype, long[] shape, ByteBuffer littleEndian) {
    ByteBuffer copy = ByteBuffer.allocate(littleEndian.remaining());
    copy.put(littleEndian.duplicate()).flip();
    return owning(dtype, shape.clone(), copy);
  }

  /**
   * Makes a tensor of single-precision numbers.
   *
   * @param shape the sizes along each axis
   * @param values the values in C order
   * @return a tensor of type {@link DType#F32}
   */
  public static TensorData ofFloats(long[] shape, float... values) {
    ByteBuffer bytes = allocate(values.length, DType.F32);
    bytes.asFloatBuffer().put(values);
    return owning(DType.F32, shape.clone(), bytes);
  }

  /**
   * Makes a tensor of double-precision numbers.
   *
   * @param shape the sizes along each axis
   * @param values the values in C order
   * @return a tensor of type {@link DType#F64}
   */
  public static TensorData ofDoubles(long[] shape, double... values) {
    ByteBuffer bytes = allocate(values.length, DType.F64);
    bytes.asDoubleBuffer().put(values);
    return owning(DType.F64, shape.clone(), bytes);
  }

  /**
   * Makes a tensor of 64-bit integers.
   *
   * @param shape the sizes along each axis
   * @param values the values in C order
   * @return a tensor of type {@link DType#I64}
   */
  public static TensorData ofLongs(long[] shape, long... values) {
    ByteBuffer bytes = allocate(values.length, DType.I64);
    bytes.asLongBuffer().put(values);
    return owning(DType.I64, shape.clone(), bytes);
  }

  /** Makes a tensor of arguments that no one else holds. */
  static TensorData owning(DType dtype, long[] shape, ByteBuffer bytes) {
    long expected = Shapes.bytes(dtype, shape);
    if (expected != bytes.remaining()) {
      throw new IllegalArgumentException(
          "a tensor of type %s and shape %s takes %d bytes, not %d: pass one value per place"
              .formatted(dtype, Arrays.toString(shape), expected, bytes.remaining()));
    }
    return new TensorData(dtype, shape, bytes);
  }

  private static ByteBuffer allocate(int count, DType dtype) {
    return ByteBuffer.allocate(Math.multiplyExact(count, dtype.bytes()))
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Returns the type of the values.
   *
   * @return the type
   */
  public DType dtype() {
    return dtype;
  }

  /**
   * Returns the sizes along each axis, outermost first.
   *
   * @return a copy
   */
  public long[] shape() {
    return shape.clone();
  }

  /**
   * Returns the number of values.
   *
   * @return the product of the sizes; 1 for the empty shape
   */
  public int count() {
    return data.remaining() / dtype.bytes();
  }

  /**
   * Returns the values as a file holds them.
   *
   * @return a read-only view in little-endian order
   */
  public ByteBuffer data() {
    return data.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Returns the values as single-precision numbers.
   *
   * @return the values of a tensor of type F32, F16 or BF16, exactly
   * @throws IllegalStateException for another type
   */
  public float[] toFloats() {
    return Values.floats(this);
  }

  /**
   * Returns the values as double-precision numbers.
   *
   * @return the values of a tensor of type F64, F32, F16 or BF16, exactly
   * @throws IllegalStateException for another type
   */
  public double[] toDoubles() {
    return Values.doubles(this);
  }

  /**
   * Returns the values as 64-bit integers.
   *
   * @return the values of a tensor of type I64, I32, U8 or BOOL, exactly
   * @throws IllegalStateException for another type
   */
  public long[] toLongs() {
    return Values.longs(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TensorData that
        && dtype == that.dtype
        && Arrays.equals(shape, that.shape)
        && data.equals(that.data);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * dtype.hashCode() + Arrays.hashCode(shape)) + data.hashCode();
  }

  @Override
  public String toString() {
    return dtype + Arrays.toString(shape);
  }
}
