package dev.pinwheel.cli;

import dev.pinwheel.data.TrainTest;
import java.util.List;
import picocli.CommandLine.Option;

/** Which nets of a table are trained, and on how many images. */
final class PartOfTable {
  @Option(
      names = "--nets",
      paramLabel = "NAME",
      split = ",",
      description = "Only these nets of the table (default: all).")
  private List<String> nets = List.of();

  @Option(
      names = "--images",
      paramLabel = "N",
      description = "Take only the first N images of both sets, as a rehearsal.")
  private Integer images;

  List<String> nets() {
    return nets;
  }

  TrainTest of(TrainTest all) {
    return images == null ? all : all.first(images);
  }
}
