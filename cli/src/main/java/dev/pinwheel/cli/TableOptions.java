package dev.pinwheel.cli;

import dev.pinwheel.train.RunFolder;
import java.nio.file.Path;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** How many trainings a table takes, and where it is written. */
final class TableOptions {
  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Trainings per net (default: as in the table that is published).")
  private Integer seeds;

  @Option(
      names = "--run",
      paramLabel = "FOLDER",
      description = "Where the runs are kept (default: runs/TABLE).")
  private Path run;

  @Option(
      names = "--publish",
      paramLabel = "FOLDER",
      description = "Write the table's page and JSON here, too.")
  private Path publish;

  @Option(
      names = "--divide-epochs",
      paramLabel = "N",
      defaultValue = "1",
      description = "Train for an N-th of the epochs, as a rehearsal.")
  private int divide;

  /** Zero where it was not said. */
  int seeds() {
    if (seeds != null && seeds < 1) {
      throw new IllegalArgumentException("--seeds must be at least 1, not " + seeds);
    }
    return seeds == null ? 0 : seeds;
  }

  int divide() {
    return divide;
  }

  RunFolder folder(String table) {
    return new RunFolder(run == null ? Runs.named(table) : run);
  }

  /** Tells where a page was written, and publishes it elsewhere if that is wanted. */
  void written(Terminal terminal, String page, RunFolder folder, Consumer<Path> publisher) {
    written(terminal, page, folder.path(), publish, publisher);
  }

  static void written(
      Terminal terminal, String page, Path folder, Path publish, Consumer<Path> publisher) {
    terminal.out().println("Written to " + folder.resolve(page));
    if (publish != null) {
      publisher.accept(publish);
      terminal.out().println("and to " + publish.resolve(page));
    }
    terminal.out().flush();
  }
}
