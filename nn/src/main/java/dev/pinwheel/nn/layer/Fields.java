package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.dense.Arithmetic;
import dev.pinwheel.nn.dense.Elementwise;
import dev.pinwheel.nn.dense.Statistic;
import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.io.TensorData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What descriptions of layers have in common: channels as orientations and fields, and back. */
final class Fields {
  private Fields() {}

  /** From [n·m, …] to [n, m, …], as from channels to orientations and fields. */
  static Value split(Value x, long first) {
    long[] shape = x.shape();
    long[] apart = new long[shape.length + 1];
    apart[0] = first;
    apart[1] = shape[0] / first;
    System.arraycopy(shape, 1, apart, 2, shape.length - 1);
    return x.reshape(apart);
  }

  /** From [n, m, …] to [n·m, …]. */
  static Value join(Value x) {
    long[] shape = x.shape();
    long[] together = Arrays.copyOfRange(shape, 1, shape.length);
    together[0] *= shape[0];
    return x.reshape(together);
  }

  /** From [n, space…] to [n, 1, space…]. */
  static Value insertAxis(Value x) {
    long[] shape = x.shape();
    long[] more = new long[shape.length + 1];
    more[0] = shape[0];
    more[1] = 1;
    System.arraycopy(shape, 1, more, 2, shape.length - 1);
    return x.reshape(more);
  }

  /** From [n, 1, space…] to [n, space…]. */
  static Value removeAxis(Value x) {
    long[] shape = x.shape();
    long[] fewer = new long[shape.length - 1];
    fewer[0] = shape[0];
    System.arraycopy(shape, 2, fewer, 1, fewer.length - 1);
    return x.reshape(fewer);
  }

  /** The channels of each part of a type. */
  static List<Value> parts(Value x, FeatureType type) {
    List<Value> parts = new ArrayList<>();
    long from = 0;
    for (FeatureType part : type.parts()) {
      parts.add(x.slice(0, from, from + part.channels()));
      from += part.channels();
    }
    return parts;
  }

  /** A shape in which a number per field meets [orientations, fields, space…]. */
  static long[] perField(int fields, Value x) {
    long[] shape = new long[x.shape().length];
    Arrays.fill(shape, 1);
    shape[0] = fields;
    return shape;
  }

  /** {@code (x − μ) / √(σ² + ε)}, mean and variance over axes. */
  static Value standardised(Value x, int... axes) {
    Value centred = x.combine(Arithmetic.SUBTRACT, x.reduce(Statistic.MEAN, axes));
    Value deviation =
        centred
            .combine(Arithmetic.MULTIPLY, centred)
            .reduce(Statistic.MEAN, axes)
            .combine(Arithmetic.ADD, TensorData.ofDoubles(new long[] {1}, FieldStatistics.EPSILON))
            .map(Elementwise.SQUARE_ROOT);
    return centred.combine(Arithmetic.DIVIDE, deviation);
  }
}
