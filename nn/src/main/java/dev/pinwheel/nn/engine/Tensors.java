package dev.pinwheel.nn.engine;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Small helpers that keep the layers' code about mathematics. */
public final class Tensors {
  private static final long MOST_PARTS = 512;

  private Tensors() {}

  /**
   * Copies numbers into a new tensor on the CPU.
   *
   * @param values the numbers, row-major
   * @param shape the tensor's shape
   * @return a float32 tensor
   * @throws IllegalArgumentException if the shape's size is not the number of values
   */
  public static Tensor of(float[] values, long... shape) {
    requireSize(values.length, shape);
    return torch.tensor(values).view(shape);
  }

  /**
   * Copies numbers into a new tensor on the CPU.
   *
   * @param values the numbers, row-major
   * @param shape the tensor's shape
   * @return a float64 tensor
   * @throws IllegalArgumentException if the shape's size is not the number of values
   */
  public static Tensor of(double[] values, long... shape) {
    requireSize(values.length, shape);
    try (DoublePointer copy = new DoublePointer(values)) {
      return torch.from_blob(copy, shape, new TensorOptions(ScalarType.Double)).clone();
    }
  }

  /**
   * Copies numbers into a new tensor on the CPU.
   *
   * @param values the numbers, row-major
   * @param shape the tensor's shape
   * @return an int64 tensor
   * @throws IllegalArgumentException if the shape's size is not the number of values
   */
  public static Tensor of(long[] values, long... shape) {
    requireSize(values.length, shape);
    return torch.tensor(values).view(shape);
  }

  /**
   * Reads a tensor back as single-precision numbers.
   *
   * @param tensor any tensor
   * @return its values, row-major
   */
  public static float[] toFloats(Tensor tensor) {
    try (PointerScope scope = new PointerScope()) {
      Tensor t = onHost(tensor, ScalarType.Float);
      float[] values = new float[Math.toIntExact(t.numel())];
      new FloatPointer(t.data_ptr_float()).get(values);
      return values;
    }
  }

  /**
   * Reads a tensor back as double-precision numbers.
   *
   * @param tensor any tensor
   * @return its values, row-major
   */
  public static double[] toDoubles(Tensor tensor) {
    try (PointerScope scope = new PointerScope()) {
      Tensor t = onHost(tensor, ScalarType.Double);
      double[] values = new double[Math.toIntExact(t.numel())];
      new DoublePointer(t.data_ptr_double()).get(values);
      return values;
    }
  }

  /**
   * Reads a tensor back as integers.
   *
   * @param tensor any tensor
   * @return its values, row-major
   */
  public static long[] toLongs(Tensor tensor) {
    try (PointerScope scope = new PointerScope()) {
      Tensor t = onHost(tensor, ScalarType.Long);
      long[] values = new long[Math.toIntExact(t.numel())];
      new LongPointer(t.data_ptr_long()).get(values);
      return values;
    }
  }

  /**
   * Takes a tensor out of the care of the scope it was made in.
   *
   * @param tensor the tensor. Modified: its reference count grows by one.
   * @return the same tensor, to be given back by {@link #release}
   */
  public static Tensor keep(Tensor tensor) {
    return tensor.retainReference();
  }

  /**
   * Gives back a tensor that {@link #keep} took.
   *
   * @param tensor the tensor. Modified: not to be used afterwards.
   */
  public static void release(Tensor tensor) {
    tensor.releaseReference();
  }

  /**
   * A number as LibTorch takes it.
   *
   * @param value the number
   * @return its wrapper
   */
  public static Scalar scalar(double value) {
    return new Scalar(value);
  }

  /**
   * An optional argument that is given.
   *
   * @param tensor the argument
   * @return its wrapper
   */
  public static TensorOptional some(Tensor tensor) {
    return new TensorOptional(tensor);
  }

  /**
   * The sum over one axis.
   *
   * @param tensor the tensor
   * @param axis the axis, which disappears
   * @return the sums
   */
  public static Tensor sum(Tensor tensor, long axis) {
    return tensor.sum(new long[] {axis}, false, new ScalarTypeOptional());
  }

  /**
   * The sum of a matrix's rows, at memory speed and without losing digits: a few partial sums in
   * the matrix's own format, then their sum in a wider one.
   *
   * @param rows shape [n, columns], contiguous
   * @param format of the result
   * @return a sum per column
   */
  public static Tensor sumOfRows(Tensor rows, ScalarType format) {
    long n = rows.size(0);
    long parts = Math.min(Long.lowestOneBit(n), MOST_PARTS);
    Tensor partial = sum(rows.view(parts, n / Math.max(1, parts), rows.size(1)), 1);
    return sum(partial.scalar_type() == format ? partial : partial.to(format), 0);
  }

  /**
   * Each column of a matrix scaled and shifted, in one pass over memory: {@code x·a + b}, computed
   * in the format of a and b, rounded once to that of x. Not differentiable.
   *
   * @param rows shape [n, columns], contiguous
   * @param scale a number per column
   * @param shift a number per column
   * @return a new matrix in the format of the old one
   */
  public static Tensor affine(Tensor rows, Tensor scale, Tensor shift) {
    Tensor zero = torch.zeros_like(scale);
    return normalise(rows, zero, torch.ones_like(scale), scale, shift, 0);
  }

  /**
   * Each column of a matrix normalised, in one pass over memory: {@code (x − μ)/√(σ² + ε)·a + b}.
   * Not differentiable.
   *
   * @param rows shape [n, columns], contiguous
   * @param mean μ, a number per column
   * @param variance σ², a number per column
   * @param scale a, a number per column
   * @param shift b, a number per column
   * @param epsilon ε
   * @return a new matrix in the format of the old one
   */
  public static Tensor normalise(
      Tensor rows, Tensor mean, Tensor variance, Tensor scale, Tensor shift, double epsilon) {
    return torch
        .native_batch_norm(
            rows, some(scale), some(shift), some(mean), some(variance), false, 0, epsilon)
        .get0();
  }

  /**
   * The mean over one axis.
   *
   * @param tensor the tensor
   * @param axis the axis, which disappears
   * @return the means
   */
  public static Tensor mean(Tensor tensor, long axis) {
    return tensor.mean(new long[] {axis}, false, new ScalarTypeOptional());
  }

  /**
   * The maximum over one axis; where several entries share it, they share its gradient.
   *
   * @param tensor the tensor
   * @param axis the axis, which disappears
   * @return the maxima
   */
  public static Tensor max(Tensor tensor, long axis) {
    return tensor.amax(new long[] {axis}, false);
  }

  /**
   * Options for a new tensor.
   *
   * @param type the scalar type
   * @param device where it shall live
   * @return the options
   */
  public static TensorOptions options(ScalarType type, ComputeDevice device) {
    return new TensorOptions(type).device(new org.bytedeco.pytorch.DeviceOptional(device.handle()));
  }

  private static Tensor onHost(Tensor tensor, ScalarType type) {
    return tensor.detach().to(ComputeDevice.CPU.handle(), type).contiguous();
  }

  private static void requireSize(int count, long[] shape) {
    long size = 1;
    for (long n : shape) {
      size = Math.multiplyExact(size, n);
    }
    if (size != count) {
      throw new IllegalArgumentException(
          count + " values do not fill the shape " + java.util.Arrays.toString(shape));
    }
  }
}
