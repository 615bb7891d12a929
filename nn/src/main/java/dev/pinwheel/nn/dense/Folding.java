package dev.pinwheel.nn.dense;

import dev.pinwheel.nn.io.TensorData;
import java.nio.FloatBuffer;
import java.util.Optional;

/** Takes an affine map per channel, such as batch norm's, into the filters before it. */
final class Folding {
  private final double[] factor;
  private final double[] offset;

  Folding(Operator.Affine affine) {
    factor = affine.factor().toDoubles();
    offset = affine.offset().toDoubles();
  }

  /** The correlation that gives what the affine map makes of another one's result. */
  Optional<Operator> into(Operator before) {
    if (before instanceof Operator.Correlation c) {
      return Optional.of(
          new Operator.Correlation(
              scaled(c.filters(), 0), Optional.of(shifted(c.shifts())), c.sliding(), c.groups()));
    }
    if (before instanceof Operator.TransposedCorrelation c) {
      return Optional.of(
          new Operator.TransposedCorrelation(
              scaled(c.filters(), 1), Optional.of(shifted(c.shifts())), c.sliding()));
    }
    return Optional.empty();
  }

  /** Multiplies filters with the factor of their output, which is one of their first two axes. */
  private TensorData scaled(TensorData filters, int axis) {
    FloatBuffer before = filters.data().asFloatBuffer();
    float[] values = new float[before.remaining()];
    long[] shape = filters.shape();
    int each = values.length / (int) (axis == 0 ? shape[0] : shape[0] * shape[1]);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (before.get(i) * factor[i / each % factor.length]);
    }
    return TensorData.ofFloats(shape, values);
  }

  private TensorData shifted(Optional<TensorData> shifts) {
    double[] before = shifts.map(TensorData::toDoubles).orElse(new double[offset.length]);
    float[] values = new float[offset.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (offset[i] + factor[i] * before[i]);
    }
    return TensorData.ofFloats(new long[] {values.length}, values);
  }
}
