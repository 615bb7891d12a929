package dev.pinwheel.models;

import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.WeightTensors;
import dev.pinwheel.nn.io.SafeTensors;
import dev.pinwheel.nn.io.WeightFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A named net with its numbers and its preprocessing, as one safetensors file: free parameters and
 * running statistics under their names, the rest as metadata. Expanded filters are never saved.
 *
 * @param netName the net's name
 * @param options images and classes
 * @param normalisation what is done to pixels
 * @param model the net and its numbers
 */
public record SavedModel(
    String netName, ModelOptions options, Normalisation normalisation, Model model)
    implements AutoCloseable {
  private static final String NET = "pinwheel.net";
  private static final String INPUT = "pinwheel.input";
  private static final String CLASSES = "pinwheel.classes";
  private static final String MEAN = "pinwheel.mean";
  private static final String DEVIATION = "pinwheel.deviation";

  /**
   * Makes a model of a named net with fresh numbers.
   *
   * @param netName the net's name
   * @param options images and classes
   * @param normalisation what is done to pixels
   * @param seed the same seed gives the same numbers
   * @return the model
   * @throws IllegalArgumentException if there is no such net, or it does not take such images
   */
  public static SavedModel initialise(
      String netName, ModelOptions options, Normalisation normalisation, long seed) {
    return initialise(Nets.get(netName), options, normalisation, seed);
  }

  /**
   * Makes a model of any net with fresh numbers.
   *
   * @param net a published net, or one of your own
   * @param options images and classes
   * @param normalisation what is done to pixels
   * @param seed the same seed gives the same numbers
   * @return the model
   * @throws IllegalArgumentException if the net does not take such images
   */
  public static SavedModel initialise(
      NamedNet net, ModelOptions options, Normalisation normalisation, long seed) {
    Model model = Model.initialise(net.build(options), seed);
    return new SavedModel(net.name(), options, normalisation, model);
  }

  /**
   * Packs the model for a file.
   *
   * @return tensors and metadata
   */
  public SafeTensors pack() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(NET, netName);
    metadata.put(INPUT, options.channels() + "x" + options.height() + "x" + options.width());
    metadata.put(CLASSES, Integer.toString(options.classes()));
    metadata.put(MEAN, Double.toString(normalisation.mean()));
    metadata.put(DEVIATION, Double.toString(normalisation.deviation()));
    return SafeTensors.of(WeightTensors.of(model), metadata);
  }

  /**
   * Reads a model of a published net back, in float32 on the CPU.
   *
   * @param file a file that {@link #pack} filled
   * @return the model
   * @throws WeightFileException if the file is damaged, is no such file, or does not fit its net
   */
  public static SavedModel read(Path file) {
    return read(file, Nets::get);
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
        name -> {
          if (!name.equals(net.name())) {
            throw new WeightFileException(
                file + " holds the net '" + name + "', not '" + net.name() + "'");
          }
          return net;
        });
  }

  private static SavedModel read(Path file, Function<String, NamedNet> nets) {
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
      Normalisation normalisation =
          new Normalisation(
              Double.parseDouble(required(file, metadata, MEAN)),
              Double.parseDouble(required(file, metadata, DEVIATION)));
      NamedNet net = nets.apply(required(file, metadata, NET));
      SavedModel saved = initialise(net, options, normalisation, 0);
      return saved.load(tensors, file);
    } catch (IllegalArgumentException e) {
      throw new WeightFileException(file + ": " + e.getMessage(), e);
    }
  }

  private SavedModel load(SafeTensors tensors, Path file) {
    try {
      WeightTensors.load(model, tensors.tensors(), file.toString());
      return this;
    } catch (WeightFileException e) {
      close();
      throw e;
    } catch (IllegalStateException e) {
      close();
      throw new WeightFileException(file + ": " + e.getMessage(), e);
    }
  }

  private static String required(Path file, Map<String, String> metadata, String key) {
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
