package dev.pinwheel.nn;

import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.io.TensorData;
import dev.pinwheel.nn.io.WeightFileException;
import dev.pinwheel.nn.module.Parameter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.bytedeco.pytorch.Tensor;

/** A model's numbers as named arrays, for files. */
public final class WeightTensors {
  private WeightTensors() {}

  /**
   * Copies a model's parameters and statistics out.
   *
   * @param model the model
   * @return by name, in the net's order
   */
  public static Map<String, TensorData> of(Model model) {
    Map<String, TensorData> named = new LinkedHashMap<>();
    model
        .net()
        .parameters()
        .forEach(
            (name, p) -> {
              Tensor t = model.weights().get(p);
              named.put(
                  name,
                  model.weights().precision() == Precision.FLOAT64
                      ? TensorData.ofDoubles(p.shape(), Tensors.toDoubles(t))
                      : TensorData.ofFloats(p.shape(), Tensors.toFloats(t)));
            });
    return named;
  }

  /**
   * Copies named arrays into a model.
   *
   * @param model the model. Modified: all of its numbers, once names and shapes are found to fit.
   * @param tensors by name; exactly the model's
   * @param origin where they come from, for messages
   * @throws WeightFileException if a name is missing or unknown, or a shape differs
   */
  public static void load(Model model, Map<String, TensorData> tensors, String origin) {
    Map<String, Parameter> parameters = model.net().parameters();
    if (!parameters.keySet().equals(tensors.keySet())) {
      TreeSet<String> missing = new TreeSet<>(parameters.keySet());
      missing.removeAll(tensors.keySet());
      TreeSet<String> unknown = new TreeSet<>(tensors.keySet());
      unknown.removeAll(parameters.keySet());
      throw new WeightFileException(
          origin
              + " holds another net's numbers: "
              + (missing.isEmpty()
                  ? "unknown is " + unknown.first()
                  : "missing is " + missing.first()));
    }
    parameters.forEach(
        (name, p) -> {
          long[] shape = tensors.get(name).shape();
          if (!Arrays.equals(shape, p.shape())) {
            throw new WeightFileException(
                origin
                    + " holds another net's numbers: "
                    + name
                    + " has shape "
                    + Arrays.toString(shape)
                    + " and should have "
                    + Arrays.toString(p.shape()));
          }
        });
    parameters.forEach((name, p) -> model.weights().set(p, tensors.get(name).toDoubles()));
  }
}
