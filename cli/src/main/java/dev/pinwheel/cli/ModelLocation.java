package dev.pinwheel.cli;

import dev.pinwheel.data.Suggestions;
import dev.pinwheel.models.NamedNet;
import dev.pinwheel.models.Nets;
import dev.pinwheel.models.Normalisation;
import dev.pinwheel.models.SavedModel;
import dev.pinwheel.nn.engine.ComputeDevice;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.train.RunFolder;
import dev.pinwheel.train.RunRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A model as it is named on the command line: a run folder, a weight file, or a net's name or file
 * for one that is not trained.
 *
 * @param model the model
 * @param data the data set it was trained on, if that is known
 * @param folder its run folder, if it has one
 */
record ModelLocation(SavedModel model, Optional<String> data, Optional<RunFolder> folder)
    implements AutoCloseable {
  /** Opens what a person typed. */
  static ModelLocation open(String text, long seed) {
    Path path = Path.of(text);
    if (Files.isDirectory(path)) {
      RunFolder folder = new RunFolder(path);
      if (!Files.exists(folder.weights())) {
        throw new IllegalArgumentException(
            path
                + " holds no weights.safetensors: "
                + (folder.record().isPresent()
                    ? "its run has not ended; go on with 'pinwheel train --resume " + path + "'"
                    : "it is no run folder"));
      }
      return new ModelLocation(
          SavedModel.read(folder.weights()),
          folder.record().map(RunRecord::config).map(c -> c.data()),
          Optional.of(folder));
    }
    if (NetNames.isFile(text)) {
      return untrained(NetNames.get(text), seed);
    }
    if (Files.exists(path)) {
      return new ModelLocation(SavedModel.read(path), Optional.empty(), Optional.empty());
    }
    if (Nets.find(text).isPresent()) {
      return untrained(Nets.get(text), seed);
    }
    throw new IllegalArgumentException(
        text.contains("/") || text.contains(".")
            ? "there is no run folder or weight file '" + text + "'"
            : Suggestions.unknown("run folder, weight file or net", text, Nets.names()));
  }

  private static ModelLocation untrained(NamedNet net, long seed) {
    return new ModelLocation(
        SavedModel.initialise(net, net.images(), Normalisation.NONE, seed),
        Optional.empty(),
        Optional.empty());
  }

  /** Moves the model to a device, in float32; this location is used up. */
  ModelLocation on(ComputeDevice device) {
    return on(device, Precision.FLOAT32);
  }

  /** Moves the model to a device and into a precision; this location is used up. */
  ModelLocation on(ComputeDevice device, Precision precision) {
    if (device.equals(ComputeDevice.CPU) && precision == Precision.FLOAT32) {
      return this;
    }
    try (SavedModel here = model) {
      SavedModel there =
          new SavedModel(
              here.named(),
              here.options(),
              here.preprocessing(),
              here.model().to(precision, device),
              here.input());
      return new ModelLocation(there, data, folder);
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
