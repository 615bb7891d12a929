package dev.pinwheel.models;

import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.WeightTensors;
import dev.pinwheel.nn.io.SafeTensors;
import dev.pinwheel.nn.io.TensorData;
import dev.pinwheel.nn.io.WeightFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A named net with its numbers and its preprocessing, as one safetensors file: free parameters and
 * running statistics under their names, a whitening's numbers too, the rest as metadata; a net that
 * has a description as JSON is read back from that. Expanded filters are never saved.
 *
 * @param named the net
 * @param options images and classes
 * @param preprocessing what is done to pixels
 * @param model the net and its numbers
 * @param input the classes' names, and how files become images
 */
public record SavedModel(
    NamedNet named, ModelOptions options, Preprocessing preprocessing, Model model, FileInput input)
    implements AutoCloseable {
  private static final String NET = "pinwheel.net";
  private static final String INPUT = "pinwheel.input";
  private static final String CLASSES = "pinwheel.classes";
  private static final String FILE = "pinwheel.net_file";

  /**
   * A model whose classes have no names, and that was not trained on files.
   *
   * @param named the net
   * @param options images and classes
   * @param preprocessing what is done to pixels
   * @param model the net and its numbers
   */
  public SavedModel(
      NamedNet named, ModelOptions options, Preprocessing preprocessing, Model model) {
    this(named, options, preprocessing, model, FileInput.NONE);
  }

  /**
   * Makes a model of a named net with fresh numbers.
   *
   * @param netName the net's name
   * @param options images and classes
   * @param preprocessing what is done to pixels
   * @param seed the same seed gives the same numbers
   * @return the model
   * @throws IllegalArgumentException if there is no such net, or it does not take such images
   */
  public static SavedModel initialise(
      String netName, ModelOptions options, Preprocessing preprocessing, long seed) {
    return initialise(Nets.get(netName), options, preprocessing, seed);
  }

  /**
   * Makes a model of any net with fresh numbers.
   *
   * @param net a published net, or one of your own
   * @param options images and classes
   * @param preprocessing what is done to pixels
   * @param seed the same seed gives the same numbers
   * @return the model
   * @throws IllegalArgumentException if the net does not take such images
   */
  public static SavedModel initialise(
      NamedNet net, ModelOptions options, Preprocessing preprocessing, long seed) {
    Model model = Model.initialise(net.build(options), seed);
    return new SavedModel(net, options, preprocessing, model);
  }

  /**
   * The net's name.
   *
   * @return for example {@code p4cnn}
   */
  public String netName() {
    return named.name();
  }

  /**
   * Packs the model for a file.
   *
   * @return tensors and metadata
   */
  public SafeTensors pack() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(NET, netName());
    named.file().ifPresent(file -> metadata.put(FILE, file.text()));
    metadata.put(INPUT, options.channels() + "x" + options.height() + "x" + options.width());
    metadata.put(CLASSES, Integer.toString(options.classes()));
    metadata.putAll(SavedPreprocessing.metadata(preprocessing));
    metadata.putAll(input.metadata());
    Map<String, TensorData> tensors = new LinkedHashMap<>(WeightTensors.of(model));
    tensors.putAll(SavedPreprocessing.tensors(preprocessing));
    return SafeTensors.of(tensors, metadata);
  }

  /**
   * Reads a model back, in float32 on the CPU: of a published net, or of one from a net file.
   *
   * @param file a file that {@link #pack} filled
   * @return the model
   * @throws WeightFileException if the file is damaged, is no such file, or does not fit its net
   */
  public static SavedModel read(Path file) {
    return read(
        file,
        tensors -> {
          String name = required(file, tensors.metadata(), NET);
          String text = tensors.metadata().get(FILE);
          NamedNet net = text == null ? Nets.get(name) : NetFile.parse(text, "its net").named();
          if (!net.name().equals(name)) {
            throw new WeightFileException(
                file + " names the net '" + name + "' and describes '" + net.name() + "'");
          }
          return net;
        });
  }

  /**
   * Reads a model of a net of your own back, in float32 on the CPU.
   *
   * @param file a file that {@link #pack} filled
   * @param net the net that it was made of
   * @return the model
   * @throws WeightFileException if the file is damaged, is no such file, or holds another net
   */
  public static SavedModel read(Path file, NamedNet net) {
    return read(
        file,
        tensors -> {
          String name = required(file, tensors.metadata(), NET);
          if (!name.equals(net.name())) {
            throw new WeightFileException(
                file + " holds the net '" + name + "', not '" + net.name() + "'");
          }
          return net;
        });
  }

  private static SavedModel read(Path file, Function<SafeTensors, NamedNet> nets) {
    SafeTensors tensors = SafeTensors.read(file);
    Map<String, String> metadata = tensors.metadata();
    try {
      String[] input = required(file, metadata, INPUT).split("x", -1);
      if (input.length != 3) {
        throw new NumberFormatException(metadata.get(INPUT));
      }
      ModelOptions options =
          new ModelOptions(
              Integer.parseInt(input[0]),
              Integer.parseInt(input[1]),
              Integer.parseInt(input[2]),
              Integer.parseInt(required(file, metadata, CLASSES)));
      Preprocessing preprocessing = SavedPreprocessing.read(tensors, file);
      NamedNet net = nets.apply(tensors);
      FileInput files = FileInput.read(file, metadata, options.classes());
      SavedModel fresh = initialise(net, options, preprocessing, 0);
      return new SavedModel(net, options, preprocessing, fresh.model(), files).load(tensors, file);
    } catch (IllegalArgumentException e) {
      throw new WeightFileException(file + ": " + e.getMessage(), e);
    }
  }

  private SavedModel load(SafeTensors tensors, Path file) {
    try {
      Map<String, TensorData> weights = new LinkedHashMap<>(tensors.tensors());
      weights.keySet().removeAll(SavedPreprocessing.tensorNames(preprocessing));
      WeightTensors.load(model, weights, file.toString());
      return this;
    } catch (WeightFileException e) {
      close();
      throw e;
    } catch (IllegalStateException e) {
      close();
      throw new WeightFileException(file + ": " + e.getMessage(), e);
    }
  }

  static String required(Path file, Map<String, String> metadata, String key) {
    String value = metadata.get(key);
    if (value == null) {
      throw new WeightFileException(
          file + " holds no '" + key + "': it is not a model that pinwheel wrote");
    }
    return value;
  }

  @Override
  public void close() {
    model.close();
  }
}
