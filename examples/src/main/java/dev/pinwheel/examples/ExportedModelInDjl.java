package dev.pinwheel.examples;

import ai.djl.ModelException;
import ai.djl.engine.Engine;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Runs an exported model by DJL, on an image and on the same image turned by a quarter. */
public final class ExportedModelInDjl {
  private ExportedModelInDjl() {}

  /**
   * Predicts.
   *
   * @param arguments the file, as {@code pinwheel export} writes it, for grey images; without one,
   *     an untrained P4CNN is exported first
   * @throws IOException if a file can't be read or written
   * @throws ModelException if DJL does not find the model
   * @throws TranslateException if DJL can't run it
   */
  public static void main(String[] arguments)
      throws IOException, ModelException, TranslateException {
    // ONNX Runtime has one environment a process, and DJL insists on making it.
    Engine.getEngine("OnnxRuntime");
    Path file = arguments.length > 0 ? Path.of(arguments[0]) : ExportedModel.export();
    Criteria<NDList, NDList> criteria =
        Criteria.builder()
            .setTypes(NDList.class, NDList.class)
            .optEngine("OnnxRuntime")
            .optModelPath(file)
            .build();
    int size = 28;
    try (ZooModel<NDList, NDList> model = criteria.loadModel();
        Predictor<NDList, NDList> predictor = model.newPredictor();
        NDManager manager = NDManager.newBaseManager("OnnxRuntime")) {
      NDArray images = manager.create(ExportedModel.drawn(size), new Shape(2, 1, size, size));
      NDArray scores = predictor.predict(new NDList(images)).singletonOrThrow();
      float[] numbers = scores.toFloatArray();
      int classes = numbers.length / 2;
      System.out.println("upright " + Arrays.toString(Arrays.copyOf(numbers, classes)));
      System.out.println(
          "turned  " + Arrays.toString(Arrays.copyOfRange(numbers, classes, numbers.length)));
    }
  }
}
