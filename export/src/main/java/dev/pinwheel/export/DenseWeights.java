package dev.pinwheel.export;

import dev.pinwheel.nn.dense.DenseGraph;
import dev.pinwheel.nn.dense.Operator;
import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.io.SafeTensors;
import dev.pinwheel.nn.io.TensorData;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A model's dense filters as tensors, for those who write its layers down in another framework:
 * expanded, batch norm folded into them, in the shapes that plain correlations take.
 */
public final class DenseWeights {
  private DenseWeights() {}

  /**
   * Packs the filters.
   *
   * @param source the model
   * @return single-precision tensors such as {@code lifting1.filters}, shape [outputs, inputs,
   *     taps…], {@code lifting1.shifts}, and {@code batchNorm3.factor} and {@code .offset} where
   *     there was nothing to fold into; in the order of application
   * @throws dev.pinwheel.nn.module.UndescribedLayerException if a layer can't be written down
   */
  public static SafeTensors pack(Exportable source) {
    DenseGraph graph = source.describe();
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    for (Value value : graph.values()) {
      String name = graph.names().getOrDefault(value, "preprocessing");
      if (value.operator() instanceof Operator.Correlation c) {
        put(tensors, name + ".filters", c.filters());
        c.shifts().ifPresent(shifts -> put(tensors, name + ".shifts", shifts));
      } else if (value.operator() instanceof Operator.TransposedCorrelation c) {
        put(tensors, name + ".filters", c.filters());
        c.shifts().ifPresent(shifts -> put(tensors, name + ".shifts", shifts));
      } else if (value.operator() instanceof Operator.Affine affine) {
        put(tensors, name + ".factor", affine.factor());
        put(tensors, name + ".offset", affine.offset());
      }
    }
    Map<String, String> metadata = Metadata.of(source, "not measured");
    metadata.put("pinwheel.weights", "dense");
    return SafeTensors.of(tensors, metadata);
  }

  private static void put(Map<String, TensorData> tensors, String name, TensorData data) {
    String free = name;
    for (int i = 2; tensors.containsKey(free); i++) {
      free = name + "_" + i;
    }
    double[] wide = data.toDoubles();
    float[] values = new float[wide.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) wide[i];
    }
    tensors.put(free, TensorData.ofFloats(data.shape(), values));
  }
}
