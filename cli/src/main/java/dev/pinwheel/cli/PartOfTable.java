package dev.pinwheel.cli;

import dev.pinwheel.train.reproduce.TablePart;
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

  TablePart of(TableOptions options) {
    if (images != null && images < 1) {
      throw new IllegalArgumentException("--images must be at least 1, not " + images);
    }
    return new TablePart(nets, options.seeds(), options.divide(), images == null ? 0 : images);
  }
}
