package dev.pinwheel.cli;

import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The options that were typed. */
final class GivenOptions {
  private GivenOptions() {}

  /**
   * Refuses those that have no meaning beside others.
   *
   * @param spec the command
   * @param isOut whether an option, by its longest name, has none
   * @param words what to tell of such a name
   * @throws ParameterException if there is one
   */
  static void refuse(CommandSpec spec, Predicate<String> isOut, UnaryOperator<String> words) {
    spec.commandLine().getParseResult().matchedOptions().stream()
        .map(OptionSpec::longestName)
        .filter(isOut)
        .findFirst()
        .ifPresent(
            name -> {
              throw new ParameterException(spec.commandLine(), words.apply(name));
            });
  }
}
