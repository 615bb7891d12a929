package dev.pinwheel.train.predict;

import java.nio.file.Path;
import java.util.List;

/**
 * What a model says of a file.
 *
 * @param file the file, as it was named
 * @param label the class of the highest probability
 * @param probability that class's probability
 * @param probabilities every class's probability, in the order of the model's classes
 */
public record Prediction(Path file, String label, double probability, List<Double> probabilities) {
  /**
   * Copies the list.
   *
   * @param file the file, as it was named
   * @param label the class of the highest probability
   * @param probability that class's probability
   * @param probabilities every class's probability, in the order of the model's classes
   */
  public Prediction {
    probabilities = List.copyOf(probabilities);
  }
}
