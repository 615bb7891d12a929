package dev.pinwheel.serve;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/** What is answered, as JSON has it. */
final class Answers {
  private Answers() {}

  /** What went wrong. */
  record Problem(String error) {}

  /** A net in a few words. */
  record NetFacts(String name, String group, long parameters) {}

  /** The model and what it takes. */
  record ModelFacts(
      String name,
      String group,
      long parameters,
      List<String> classes,
      int channels,
      int height,
      int width,
      NetFacts beside) {}

  /** What the model says of an image, or why nothing. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Prediction(
      String name,
      @JsonProperty("class") String label,
      Double probability,
      Map<String, Double> probabilities,
      String error) {
    static Prediction refused(String name, String reason) {
      return new Prediction(name, null, null, null, reason);
    }
  }

  /** One for each image of a request, in its order. */
  record Predictions(List<Prediction> predictions) {}

  /** What a net says of an image turned by each angle. */
  record Answer(@JsonProperty("class") List<String> labels, List<List<Double>> probabilities) {}

  /** An image turned by each angle, and what the model and the net beside it say. */
  record Turned(
      double step, List<Double> angles, List<String> pictures, Answer model, Answer beside) {}

  /** Feature maps of a turned image: a picture for each orientation of each field. */
  record Features(
      String layer, double angle, List<String> orientations, List<List<String>> fields) {}
}
