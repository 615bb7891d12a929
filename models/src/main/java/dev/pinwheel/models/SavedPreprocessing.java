package dev.pinwheel.models;

import dev.pinwheel.nn.io.SafeTensors;
import dev.pinwheel.nn.io.TensorData;
import dev.pinwheel.nn.io.WeightFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Preprocessing in a file of weights: a normalisation as metadata, a whitening's form as metadata
 * and its numbers as tensors.
 */
public final class SavedPreprocessing {
  private static final String FORM = "pinwheel.preprocessing";
  private static final String MEAN = "pinwheel.mean";
  private static final String DEVIATION = "pinwheel.deviation";
  private static final String MEAN_TENSOR = "preprocessing.mean";
  private static final String MATRIX_TENSOR = "preprocessing.matrix";

  private SavedPreprocessing() {}

  /**
   * Packs a whitening by itself.
   *
   * @param whitening the whitening
   * @return the content of a file
   */
  public static SafeTensors pack(Whitening whitening) {
    return SafeTensors.of(tensors(whitening), metadata(whitening));
  }

  /**
   * Reads the preprocessing of a file that was packed here or by {@link SavedModel#pack}.
   *
   * @param file the file's content
   * @param path where it is from, for messages
   * @return the preprocessing
   * @throws WeightFileException if something is missing or has another shape
   * @throws IllegalArgumentException if a number or a form is none
   */
  public static Preprocessing read(SafeTensors file, Path path) {
    Map<String, String> metadata = file.metadata();
    PreprocessingForm form =
        PreprocessingForm.parse(
            metadata.getOrDefault(FORM, PreprocessingForm.STANDARDISE.toString()));
    if (!form.isWhitening()) {
      return new Normalisation(
          Double.parseDouble(SavedModel.required(path, metadata, MEAN)),
          Double.parseDouble(SavedModel.required(path, metadata, DEVIATION)));
    }
    return new Whitening(
        form, numbers(file, MEAN_TENSOR, path), numbers(file, MATRIX_TENSOR, path));
  }

  static Map<String, String> metadata(Preprocessing preprocessing) {
    Map<String, String> metadata = new LinkedHashMap<>();
    if (preprocessing instanceof Normalisation normalisation) {
      metadata.put(MEAN, Double.toString(normalisation.mean()));
      metadata.put(DEVIATION, Double.toString(normalisation.deviation()));
    } else if (preprocessing instanceof Whitening whitening) {
      metadata.put(FORM, whitening.form().toString());
    }
    return metadata;
  }

  static Map<String, TensorData> tensors(Preprocessing preprocessing) {
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    if (preprocessing instanceof Whitening whitening) {
      long size = whitening.size();
      tensors.put(MEAN_TENSOR, TensorData.ofFloats(new long[] {size}, whitening.mean()));
      tensors.put(MATRIX_TENSOR, TensorData.ofFloats(new long[] {size, size}, whitening.matrix()));
    }
    return tensors;
  }

  static Set<String> tensorNames(Preprocessing preprocessing) {
    return preprocessing instanceof Whitening ? allTensorNames() : Set.of();
  }

  static Set<String> allTensorNames() {
    return Set.of(MEAN_TENSOR, MATRIX_TENSOR);
  }

  private static float[] numbers(SafeTensors file, String name, Path path) {
    TensorData tensor = file.tensors().get(name);
    if (tensor == null) {
      throw new WeightFileException(path + " holds no '" + name + "': it was altered");
    }
    return tensor.toFloats();
  }
}
