package dev.pinwheel.nn.dense;

import dev.pinwheel.nn.io.TensorData;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes affine maps per channel, such as batch norm's, into the filters before them. */
final class Folding {
  private final DenseGraph graph;
  private final Map<Value, Integer> uses = new HashMap<>();
  private final Map<Value, Value> rewritten = new HashMap<>();
  private final Map<Value, String> names = new HashMap<>();

  Folding(DenseGraph graph) {
    this.graph = graph;
  }

  DenseGraph run() {
    List<Value> values = graph.values();
    values.forEach(v -> v.inputs().forEach(i -> uses.merge(i, 1, Integer::sum)));
    for (Value value : values) {
      Value result = rewrite(value);
      rewritten.put(value, result);
      String name = graph.names().get(value);
      if (name != null) {
        // A folded value keeps the name of its correlation.
        names.putIfAbsent(result, name);
      }
    }
    return new DenseGraph(graph.input(), rewritten.get(graph.output()), names);
  }

  private Value rewrite(Value value) {
    List<Value> inputs = value.inputs().stream().map(rewritten::get).toList();
    if (value.operator() instanceof Operator.Affine affine
        && uses.get(value.inputs().get(0)) == 1) {
      Value before = inputs.get(0);
      Optional<Operator> joined = joined(before.operator(), affine);
      if (joined.isPresent()) {
        Value result = value.on(joined.get(), before.inputs());
        String name = names.get(before);
        if (name != null) {
          names.put(result, name);
        }
        return result;
      }
    }
    return inputs.equals(value.inputs()) ? value : value.on(value.operator(), inputs);
  }

  private static Optional<Operator> joined(Operator before, Operator.Affine affine) {
    if (before instanceof Operator.Correlation c) {
      return Optional.of(
          new Operator.Correlation(
              scaled(c.filters(), affine, 0),
              Optional.of(shifted(c.shifts(), affine)),
              c.sliding(),
              c.groups()));
    }
    if (before instanceof Operator.TransposedCorrelation c) {
      return Optional.of(
          new Operator.TransposedCorrelation(
              scaled(c.filters(), affine, 1),
              Optional.of(shifted(c.shifts(), affine)),
              c.sliding()));
    }
    return Optional.empty();
  }

  /** Multiplies filters with the factor of their output, which is one of their first two axes. */
  private static TensorData scaled(TensorData filters, Operator.Affine affine, int axis) {
    double[] factor = affine.factor().toDoubles();
    double[] values = filters.toDoubles();
    long[] shape = filters.shape();
    int each = values.length / (int) (axis == 0 ? shape[0] : shape[0] * shape[1]);
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor[i / each % factor.length];
    }
    return TensorData.ofDoubles(shape, values);
  }

  private static TensorData shifted(Optional<TensorData> shifts, Operator.Affine affine) {
    double[] values = affine.offset().toDoubles();
    if (shifts.isPresent()) {
      double[] before = shifts.get().toDoubles();
      double[] factor = affine.factor().toDoubles();
      for (int i = 0; i < values.length; i++) {
        values[i] += factor[i] * before[i];
      }
    }
    return TensorData.ofDoubles(affine.offset().shape(), values);
  }
}
