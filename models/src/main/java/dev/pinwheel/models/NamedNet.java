package dev.pinwheel.models;

import dev.pinwheel.nn.Net;
import java.util.Optional;
import java.util.function.Function;

/**
 * A net by name: a published one, one from a file, or one of your own.
 *
 * @param name as the command line takes it
 * @param description one line for people
 * @param source the publication; empty where there is none
 * @param images the images it is meant for; others will do if every layer can take them
 * @param builder makes the net for given images
 * @param file its description as JSON, if it has one; saved models keep it
 */
public record NamedNet(
    String name,
    String description,
    String source,
    ModelOptions images,
    Function<ModelOptions, Net> builder,
    Optional<NetFile> file) {
  /**
   * A net that code builds, meant for MNIST's images.
   *
   * @param name as the command line takes it
   * @param description one line for people
   * @param source the publication; empty where there is none
   * @param builder makes the net for given images
   */
  public NamedNet(
      String name, String description, String source, Function<ModelOptions, Net> builder) {
    this(name, description, source, ModelOptions.MNIST, builder, Optional.empty());
  }

  /**
   * Builds the net.
   *
   * @param options images and classes
   * @return the structure, without numbers
   * @throws dev.pinwheel.nn.SizeRuleException if the size would break the net's symmetry
   */
  public Net build(ModelOptions options) {
    return builder.apply(options);
  }
}
