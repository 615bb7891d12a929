package dev.pinwheel.cli;

import dev.pinwheel.data.sets.DataSets;
import java.util.List;

/** The sub-commands of {@code pinwheel}, in the order in which the help lists them. */
final class Commands {
  private Commands() {}

  static List<Object> all(Terminal terminal) {
    return all(terminal, DataSets::load);
  }

  static List<Object> all(Terminal terminal, ImageSource source) {
    return List.of(
        new QuickstartCommand(terminal, source),
        new TrainCommand(terminal, source),
        new CompareCommand(terminal, source),
        new EvaluateCommand(terminal, source),
        new ReportCommand(terminal, source),
        new PredictCommand(terminal),
        new ServeCommand(terminal),
        new CheckCommand(terminal, source),
        new ExportCommand(terminal),
        new ImportCommand(terminal),
        new ReproduceCommand(terminal, source),
        new BenchCommand(terminal),
        new ModelsCommand(terminal),
        new DataCommand(terminal));
  }
}
