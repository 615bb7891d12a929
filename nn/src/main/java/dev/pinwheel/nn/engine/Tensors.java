package dev.pinwheel.nn.engine;

import org.bytedeco.javacpp.DoublePointer;
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
  static {
    Engine.ready();
  }

  private static final ScalarTypeOptional SAME_TYPE = new ScalarTypeOptional().retainReference();

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
      t.data_ptr_float().get(values);
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
      if (has(tensor, ScalarType.Float)) {
        float[] narrow = toFloats(tensor);
        double[] values = new double[narrow.length];
        for (int i = 0; i < values.length; i++) {
          values[i] = narrow[i];
        }
        return values;
      }
      Tensor t = onHost(tensor, ScalarType.Double);
      double[] values = new double[Math.toIntExact(t.numel())];
      t.data_ptr_double().get(values);
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
      t.data_ptr_long().get(values);
      return values;
    }
  }

  /**
   * Whether a tensor has a format. (LibTorch's enumerations come as new objects, which {@code ==}
   * tells apart.)
   *
   * @param tensor any tensor
   * @param type the format
   * @return whether its numbers have it
   */
  public static boolean has(Tensor tensor, ScalarType type) {
    return tensor.scalar_type().value == type.value;
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
    return tensor.sum(new long[] {axis}, false, SAME_TYPE);
  }

  /**
   * The mean over one axis.
   *
   * @param tensor the tensor
   * @param axis the axis, which disappears
   * @return the means
   */
  public static Tensor mean(Tensor tensor, long axis) {
    return tensor.mean(new long[] {axis}, false, SAME_TYPE);
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
    if (tensor.is_cpu() && has(tensor, type) && tensor.is_contiguous()) {
      return tensor;
    }
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
