package dev.pinwheel.models;

import dev.pinwheel.nn.WeightTensors;
import dev.pinwheel.nn.io.SafeTensors;
import dev.pinwheel.nn.io.TensorData;
import dev.pinwheel.nn.io.WeightFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Free parameters from files that other programs wrote. */
public final class WeightImport {
  private WeightImport() {}

  /**
   * Reads a model's numbers from a safetensors file of any origin. Only tensors count: parameters
   * and running statistics under the names that {@link SavedModel#pack} gives them, in any
   * floating-point format. Numbers of a preprocessing are passed over; the model keeps its own.
   *
   * @param model takes the numbers. Modified, once all are found to fit.
   * @param file the file
   * @return how many tensors were read
   * @throws WeightFileException if the file is damaged, a tensor is missing or unknown, or has
   *     another shape or no floating-point numbers
   */
  public static int read(SavedModel model, Path file) {
    Map<String, TensorData> tensors = new LinkedHashMap<>(SafeTensors.read(file).tensors());
    tensors.keySet().removeAll(SavedPreprocessing.allTensorNames());
    tensors.forEach(
        (name, tensor) -> {
          if (!tensor.dtype().isFloating()) {
            throw new WeightFileException(
                file
                    + ": '"
                    + name
                    + "' holds numbers of type "
                    + tensor.dtype()
                    + ", not floating-point ones");
          }
        });
    WeightTensors.load(model.model(), tensors, file.toString());
    return tensors.size();
  }
}
