package dev.pinwheel.train;

import dev.pinwheel.data.io.AtomicFile;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.WeightTensors;
import dev.pinwheel.nn.io.SafeTensors;
import dev.pinwheel.nn.io.TensorData;
import dev.pinwheel.nn.io.WeightFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The state of a run between two epochs, as one file: weights, optimiser, epochs so far. */
final class Checkpoint {
  private static final String MODEL = "model/";
  private static final String OPTIMISER = "optimiser/";
  private static final String CONFIG = "pinwheel.config";
  private static final String STEPS = "pinwheel.steps";
  private static final String METRICS = "pinwheel.metrics";

  private Checkpoint() {}

  static void write(
      Path file, TrainConfig config, Model model, Optimiser optimiser, List<EpochMetrics> metrics) {
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    WeightTensors.of(model).forEach((name, t) -> tensors.put(MODEL + name, t));
    optimiser.save().forEach((name, t) -> tensors.put(OPTIMISER + name, t));
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(CONFIG, Json.write(config));
    metadata.put(STEPS, Long.toString(optimiser.steps()));
    metadata.put(METRICS, Json.write(metrics));
    AtomicFile.write(file, SafeTensors.of(tensors, metadata).toBytes());
  }

  /** Puts the state back and returns the epochs done, if the file is of this very run. */
  static List<EpochMetrics> restore(
      Path file, TrainConfig config, Model model, Optimiser optimiser) {
    SafeTensors saved = SafeTensors.read(file);
    TrainConfig savedConfig =
        Json.read(required(saved, CONFIG, file), TrainConfig.class, file.toString());
    if (!savedConfig.equals(config)) {
      throw new TrainingException(
          file
              + " is a checkpoint of another run ("
              + savedConfig.title()
              + "): use a new --run folder");
    }
    Map<String, TensorData> weights = new LinkedHashMap<>();
    Map<String, TensorData> state = new LinkedHashMap<>();
    saved
        .tensors()
        .forEach(
            (name, t) -> {
              if (name.startsWith(MODEL)) {
                weights.put(name.substring(MODEL.length()), t);
              } else {
                state.put(name.substring(name.indexOf('/') + 1), t);
              }
            });
    WeightTensors.load(model, weights, file.toString());
    try {
      optimiser.restore(state, Long.parseLong(required(saved, STEPS, file)));
    } catch (IllegalArgumentException e) {
      throw new WeightFileException(file + ": " + e.getMessage(), e);
    }
    return List.of(
        Json.read(required(saved, METRICS, file), EpochMetrics[].class, file.toString()));
  }

  private static String required(SafeTensors saved, String key, Path file) {
    String value = saved.metadata().get(key);
    if (value == null) {
      throw new WeightFileException(file + " holds no '" + key + "': it is no checkpoint");
    }
    return value;
  }
}
