package dev.pinwheel.models;

import dev.pinwheel.nn.io.WeightFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a model keeps so that it can be used on files: the classes' names, and how a file's image is
 * brought to the model's size.
 *
 * @param labels the classes' names, in order; empty if they have none
 * @param sizing such as {@code resize(64)}, as the data module writes it; empty if the model was
 *     not trained on files
 */
public record FileInput(List<String> labels, String sizing) {
  /** Of a model that was not trained on files. */
  public static final FileInput NONE = new FileInput(List.of(), "");

  private static final String LABELS = "pinwheel.labels";
  private static final String SIZING = "pinwheel.sizing";
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * Copies the list.
   *
   * @param labels the classes' names, in order; empty if they have none
   * @param sizing such as {@code resize(64)}; empty if the model was not trained on files
   */
  public FileInput {
    labels = List.copyOf(labels);
  }

  /**
   * A class's name.
   *
   * @param number the class, from 0
   * @return its name, or its number if it has none
   */
  public String label(int number) {
    return labels.isEmpty() ? Integer.toString(number) : labels.get(number);
  }

  Map<String, String> metadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    if (!labels.isEmpty()) {
      metadata.put(LABELS, JSON.writeValueAsString(labels));
    }
    if (!sizing.isEmpty()) {
      metadata.put(SIZING, sizing);
    }
    return metadata;
  }

  static FileInput read(Path file, Map<String, String> metadata, int classes) {
    String text = metadata.get(LABELS);
    List<String> labels = List.of();
    if (text != null) {
      try {
        labels = List.of(JSON.readValue(text, String[].class));
      } catch (JacksonException | NullPointerException e) {
        throw new WeightFileException(file + ": '" + LABELS + "' is no list of names", e);
      }
      if (labels.size() != classes) {
        throw new WeightFileException(
            file + " has " + classes + " classes and names " + labels.size() + " of them");
      }
    }
    return new FileInput(labels, metadata.getOrDefault(SIZING, ""));
  }
}
