package dev.pinwheel.nn.dense;

import dev.pinwheel.nn.io.DType;
import dev.pinwheel.nn.io.TensorData;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A tensor that is not computed but described: an {@link Operator} and the values it is applied to.
 * Immutable; compared by identity.
 */
public final class Value {
  private final Operator operator;
  private final List<Value> inputs;
  private final long[] shape;

  private Value(Operator operator, List<Value> inputs, long... shape) {
    this.operator = operator;
    this.inputs = List.copyOf(inputs);
    this.shape = shape;
  }

  private Value then(Operator next, long... nextShape) {
    return new Value(next, List.of(this), nextShape);
  }

  /**
   * What a graph is given.
   *
   * @param shape without the axis of the images
   * @return the value
   */
  public static Value input(long... shape) {
    return new Value(new Operator.Input(), List.of(), shape.clone());
  }

  /**
   * How this is computed.
   *
   * @return the operator
   */
  public Operator operator() {
    return operator;
  }

  /**
   * What it is computed from.
   *
   * @return in the operator's order
   */
  public List<Value> inputs() {
    return inputs;
  }

  /**
   * The shape.
   *
   * @return without the axis of the images; a copy
   */
  public long[] shape() {
    return shape.clone();
  }

  /**
   * The spatial size of what is [channels, spatial axes…].
   *
   * @return the shape without its first axis
   */
  public int[] size() {
    return Arrays.stream(shape).skip(1).mapToInt(Math::toIntExact).toArray();
  }

  /**
   * Correlates [channels, spatial axes…] with dense filters.
   *
   * @param filters in single precision, shape [outputs, channels / groups, taps…]
   * @param shifts a number per output, shape [outputs]
   * @param sliding stride, padding, dilation
   * @param groups into how many parts channels fall that don't mix
   * @return shape [outputs, spatial axes…]
   * @throws IllegalArgumentException if the shapes don't fit
   */
  public Value correlate(
      TensorData filters, Optional<TensorData> shifts, Sliding sliding, int groups) {
    long[] f = filters.shape();
    require(filters.dtype() == DType.F32, "filters of type " + filters.dtype());
    require(f.length == shape.length + 1 && f[1] * groups == shape[0], "filters", f);
    shifts.ifPresent(s -> require(Arrays.equals(s.shape(), new long[] {f[0]}), "shifts", s));
    long[] result = shape.clone();
    result[0] = f[0];
    for (int i = 1; i < result.length; i++) {
      result[i] = sliding.positions(shape[i], f[i + 1]);
    }
    return then(new Operator.Correlation(filters, shifts, sliding, groups), result);
  }

  /**
   * Applies the adjoint of a correlation to [channels, spatial axes…].
   *
   * @param filters the correlation's, in single precision, shape [channels, outputs, taps…]
   * @param shifts a number per output, shape [outputs]
   * @param sliding stride, padding and dilation of the correlation
   * @return shape [outputs, spatial axes…]
   * @throws IllegalArgumentException if the shapes don't fit
   */
  public Value correlateTransposed(
      TensorData filters, Optional<TensorData> shifts, Sliding sliding) {
    long[] f = filters.shape();
    require(filters.dtype() == DType.F32, "filters of type " + filters.dtype());
    require(f.length == shape.length + 1 && f[0] == shape[0], "filters", f);
    shifts.ifPresent(s -> require(Arrays.equals(s.shape(), new long[] {f[1]}), "shifts", s));
    long[] result = shape.clone();
    result[0] = f[1];
    for (int i = 1; i < result.length; i++) {
      result[i] = sliding.covered(shape[i], f[i + 1]);
    }
    return then(new Operator.TransposedCorrelation(filters, shifts, sliding), result);
  }

  /**
   * Pools [channels, spatial axes…] over windows.
   *
   * @param statistic maximum or mean
   * @param taps along every spatial axis
   * @param sliding stride, padding, dilation
   * @return shape [channels, spatial axes…]
   */
  public Value pool(Statistic statistic, int taps, Sliding sliding) {
    long[] result = shape.clone();
    for (int i = 1; i < result.length; i++) {
      result[i] = sliding.positions(shape[i], taps);
    }
    return then(new Operator.Pool(statistic, taps, sliding), result);
  }

  /**
   * {@code factor_c · x_c + offset_c}.
   *
   * @param factor a number per channel
   * @param offset a number per channel
   * @return of the same shape
   * @throws IllegalArgumentException if there are more or fewer
   */
  public Value affine(TensorData factor, TensorData offset) {
    long[] channels = {shape[0]};
    require(Arrays.equals(factor.shape(), channels), "factors", factor);
    require(Arrays.equals(offset.shape(), channels), "offsets", offset);
    return then(new Operator.Affine(factor, offset), shape);
  }

  /**
   * This value computed at once, where it is an affine map of a correlation.
   *
   * @return a correlation with scaled filters, of what the correlation was of; nothing if this is
   *     something else
   */
  public Optional<Value> folded() {
    if (!(operator instanceof Operator.Affine affine)) {
      return Optional.empty();
    }
    Value before = inputs.get(0);
    return new Folding(affine)
        .into(before.operator)
        .map(joined -> new Value(joined, before.inputs, shape));
  }

  /**
   * Applies a function to every number.
   *
   * @param function the function
   * @return of the same shape
   */
  public Value map(Elementwise function) {
    return then(new Operator.Map(function), shape);
  }

  /**
   * Combines with another value; axes of length 1 are repeated.
   *
   * @param arithmetic the operation
   * @param other the second operand
   * @return of the common shape
   * @throws IllegalArgumentException if there is none
   */
  public Value combine(Arithmetic arithmetic, Value other) {
    require(other.shape.length == shape.length, "a second operand", other.shape);
    return new Value(
        new Operator.Combine(arithmetic), List.of(this, other), broadcast(other.shape));
  }

  /**
   * Combines with a constant; axes of length 1 are repeated.
   *
   * @param arithmetic the operation
   * @param constant the second operand; its last axis belongs to the last one here
   * @return of this shape
   * @throws IllegalArgumentException if the constant does not fit into it
   */
  public Value combine(Arithmetic arithmetic, TensorData constant) {
    long[] other = constant.shape();
    require(other.length <= shape.length, "a constant", other);
    long[] result = broadcast(other);
    require(Arrays.equals(result, shape), "a constant", other);
    return then(new Operator.CombineConstant(arithmetic, constant), result);
  }

  private long[] broadcast(long... other) {
    long[] result = shape.clone();
    int skipped = shape.length - other.length;
    for (int i = 0; i < other.length; i++) {
      long mine = shape[skipped + i];
      require(mine == other[i] || mine == 1 || other[i] == 1, "a second operand", other);
      result[skipped + i] = Math.max(mine, other[i]);
    }
    return result;
  }

  /**
   * A statistic over axes, which stay with length 1.
   *
   * @param statistic the statistic
   * @param axes counted without that of the images
   * @return the smaller value
   */
  public Value reduce(Statistic statistic, int... axes) {
    long[] result = shape.clone();
    for (int axis : axes) {
      result[axis] = 1;
    }
    return then(new Operator.Reduce(statistic, Arrays.stream(axes).boxed().toList()), result);
  }

  /**
   * The same numbers with another shape.
   *
   * @param newShape without the axis of the images
   * @return this value if it has that shape
   * @throws IllegalArgumentException if it takes more or fewer numbers
   */
  public Value reshape(long... newShape) {
    require(count(newShape) == count(shape), "a new shape", newShape);
    return Arrays.equals(newShape, shape) ? this : then(new Operator.Reshape(), newShape.clone());
  }

  /**
   * Takes each place of the first axis for an image of its own.
   *
   * @return as many times more images, without the axis
   */
  public Value firstAxisToImages() {
    long[] rest = Arrays.copyOfRange(shape, 1, shape.length);
    return then(new Operator.Reshape(), rest);
  }

  /**
   * Undoes {@link #firstAxisToImages}.
   *
   * @param length how many images become one again
   * @return with one axis more, the first
   */
  public Value imagesToFirstAxis(long length) {
    long[] more = new long[shape.length + 1];
    more[0] = length;
    System.arraycopy(shape, 0, more, 1, shape.length);
    return then(new Operator.Reshape(), more);
  }

  /**
   * {@code y[…, j, …] = x[…, sources[j], …]}.
   *
   * @param axis counted without that of the images
   * @param sources where each place gets its numbers
   * @return this value if nothing moves
   * @throws IllegalArgumentException if a source is none of the axis's places
   */
  public Value gather(int axis, int... sources) {
    for (int source : sources) {
      require(source >= 0 && source < shape[axis], "source " + source + " along axis " + axis);
    }
    if (Arrays.equals(sources, IntStream.range(0, (int) shape[axis]).toArray())) {
      return this;
    }
    long[] result = shape.clone();
    result[axis] = sources.length;
    long[] wide = Arrays.stream(sources).asLongStream().toArray();
    TensorData places = TensorData.ofLongs(new long[] {wide.length}, wide);
    return then(new Operator.Gather(axis, places), result);
  }

  /**
   * A piece of an axis.
   *
   * @param axis counted without that of the images
   * @param from the first place
   * @param to the one after the last
   * @return this value if that is all of it
   * @throws IllegalArgumentException if there is no such piece
   */
  public Value slice(int axis, long from, long to) {
    require(0 <= from && from < to && to <= shape[axis], "places " + from + " to " + to);
    if (from == 0 && to == shape[axis]) {
      return this;
    }
    long[] result = shape.clone();
    result[axis] = to - from;
    return then(new Operator.Slice(axis, from, to), result);
  }

  /**
   * Puts values behind each other.
   *
   * @param axis counted without that of the images
   * @param values one or more, of the same lengths along the other axes
   * @return the only one if there is one
   * @throws IllegalArgumentException if the lengths differ
   */
  public static Value concatenate(int axis, List<Value> values) {
    Value first = values.get(0);
    if (values.size() == 1) {
      return first;
    }
    long[] result = first.shape();
    result[axis] = 0;
    for (Value value : values) {
      long[] rest = value.shape();
      rest[axis] = result[axis];
      first.require(Arrays.equals(rest, result), "a neighbour", value.shape);
      result[axis] += value.shape[axis];
    }
    return new Value(new Operator.Concatenate(axis), values, result);
  }

  private static long count(long... shape) {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  private void require(boolean fits, String what, TensorData given) {
    require(fits, what, given.shape());
  }

  private void require(boolean fits, String what, long... given) {
    require(fits, what + " of shape " + Arrays.toString(given));
  }

  private void require(boolean fits, String what) {
    if (!fits) {
      throw new IllegalArgumentException(
          what + " does not fit a value of shape " + Arrays.toString(shape));
    }
  }

  @Override
  public String toString() {
    return operator.getClass().getSimpleName() + Arrays.toString(shape);
  }
}
