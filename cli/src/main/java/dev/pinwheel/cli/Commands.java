package dev.pinwheel.cli;

import java.util.List;

/** The sub-commands of {@code pinwheel}, in the order in which the help lists them. */
final class Commands {
  private Commands() {}

  static List<Object> all(Terminal terminal) {
    return List.of(
        new QuickstartCommand(terminal),
        new TrainCommand(terminal),
        new EvaluateCommand(terminal),
        new CheckCommand(terminal),
        new ReproduceCommand(terminal),
        new ModelsCommand(terminal),
        new DataCommand(terminal));
  }
}
