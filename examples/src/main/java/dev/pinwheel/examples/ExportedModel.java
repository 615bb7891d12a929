package dev.pinwheel.examples;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.pinwheel.export.Certificate;
import dev.pinwheel.export.Exportable;
import dev.pinwheel.export.OnnxExport;
import dev.pinwheel.models.ModelOptions;
import dev.pinwheel.models.Normalisation;
import dev.pinwheel.models.SavedModel;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * Runs an exported model by ONNX Runtime alone, on an image and on the same image turned by a
 * quarter: the scores are the same.
 */
public final class ExportedModel {
  private ExportedModel() {}

  /**
   * Predicts.
   *
   * @param arguments the file, as {@code pinwheel export} writes it, for grey images; without one,
   *     an untrained P4CNN is exported first
   * @throws IOException if a file can't be written
   * @throws OrtException if ONNX Runtime refuses the file
   */
  public static void main(String[] arguments) throws IOException, OrtException {
    Path file = arguments.length > 0 ? Path.of(arguments[0]) : export();
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(file.toString())) {
      System.out.println(session.getMetadata().getCustomMetadata().get("pinwheel.verdict"));
      int size = 28;
      float[] images = drawn(size);
      long[] shape = {2, 1, size, size};
      try (OnnxTensor input =
              OnnxTensor.createTensor(environment, FloatBuffer.wrap(images), shape);
          OrtSession.Result result = session.run(Map.of("images", input))) {
        float[][] scores = (float[][]) result.get("scores").orElseThrow().getValue();
        System.out.println("upright " + Arrays.toString(scores[0]));
        System.out.println("turned  " + Arrays.toString(scores[1]));
      }
    }
  }

  /** A tilted bar, and the same turned by a quarter: values in [0, 1], row by row. */
  static float[] drawn(int size) {
    float[] images = new float[2 * size * size];
    for (int row = 6; row < 22; row++) {
      for (int column = row / 2 + 4; column < row / 2 + 8; column++) {
        images[row * size + column] = 1;
        images[size * size + (size - 1 - column) * size + row] = 1;
      }
    }
    return images;
  }

  /** Exports a net with fresh numbers; a trained model is read by {@code SavedModel.read}. */
  static Path export() throws IOException {
    Path file = Files.createTempDirectory("exported").resolve("p4cnn.onnx");
    try (SavedModel model =
        SavedModel.initialise("p4cnn", ModelOptions.MNIST, new Normalisation(0.13, 0.3), 0)) {
      Certificate certificate = OnnxExport.of(Exportable.of(model)).write(file);
      System.out.println(certificate.verdictLine());
    }
    return file;
  }
}
