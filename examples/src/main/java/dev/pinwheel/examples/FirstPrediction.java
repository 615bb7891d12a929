package dev.pinwheel.examples;

import dev.pinwheel.models.ModelOptions;
import dev.pinwheel.models.SavedModel;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads a trained model, scores a black image, and says how long that took since Java started. */
public final class FirstPrediction {
  private FirstPrediction() {}

  /**
   * Predicts once.
   *
   * @param arguments the model's file, such as {@code runs/quickstart/weights.safetensors}
   * @throws IllegalArgumentException if there is not one argument
   */
  public static void main(String[] arguments) {
    if (arguments.length != 1) {
      throw new IllegalArgumentException(
          arguments.length + " arguments: give the file of a trained model");
    }
    try (SavedModel saved = SavedModel.read(Path.of(arguments[0]))) {
      ModelOptions images = saved.options();
      float[] pixels = new float[images.channels() * images.height() * images.width()];
      saved.preprocessing().apply(pixels, 0, pixels.length);
      float[][] scores = saved.model().scores(pixels);
      long now = System.currentTimeMillis();
      System.out.println("scores " + Arrays.toString(scores[0]));
      long start = ManagementFactory.getRuntimeMXBean().getStartTime();
      System.out.println("first scores " + (now - start) + " ms after the start");
    }
  }
}
