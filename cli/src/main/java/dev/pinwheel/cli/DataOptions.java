package dev.pinwheel.cli;

import dev.pinwheel.data.DataLocations;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of every command that reads data. */
@Command
final class DataOptions {
  @Option(
      names = "--data-dir",
      paramLabel = "FOLDER",
      description = "Look for the data set's files here first; they are only read.")
  private Path dataDir;

  @Option(
      names = "--cache",
      paramLabel = "FOLDER",
      description =
          "Keep fetched and made files here (default: $PINWHEEL_CACHE or ~/.cache/pinwheel).")
  private Path cache;

  /** Returns the folders that the options and the environment name. */
  DataLocations locations() {
    DataLocations locations = DataLocations.defaults();
    if (dataDir != null) {
      locations = locations.withDataDir(dataDir);
    }
    return cache == null ? locations : locations.withCache(cache);
  }
}
