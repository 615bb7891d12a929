package dev.pinwheel.models;

import dev.pinwheel.nn.Net;
import java.util.function.Function;

/**
 * A published net.
 *
 * @param name as the command line takes it
 * @param description one line for people
 * @param source the publication
 * @param builder makes the net for given images
 */
public record NamedNet(
    String name, String description, String source, Function<ModelOptions, Net> builder) {
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
