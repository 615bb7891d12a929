package dev.pinwheel.cli;

import dev.pinwheel.data.ImageRecipe.BadFiles;
import dev.pinwheel.data.files.Look;
import dev.pinwheel.data.files.Sizing;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options for images of one's own, in a folder or listed by a CSV. */
@Command
final class OwnImagesOptions {
  /** Their names; they mean nothing for a data set by name. */
  static final Set<String> NAMES =
      Set.of("--resize", "--crop", "--test-fraction", "--split-seed", "--bad-files");

  /** At most one of two. */
  private static final class Size {
    @Option(
        names = "--resize",
        paramLabel = "SIZE",
        description = {
          "Scale images until they cover SIZE (64, or 48x64: rows x columns) and take the middle."
        })
    private String resize;

    @Option(
        names = "--crop",
        paramLabel = "SIZE",
        description = "Take the middle of images at their own scale.")
    private String crop;
  }

  @ArgGroup(exclusive = true)
  private Size size;

  @Option(
      names = "--test-fraction",
      paramLabel = "F",
      defaultValue = "0.2",
      description = {
        "Of own images: how much of each class is held out for the test, unless you have split them"
            + " (default: ${DEFAULT-VALUE})."
      })
  private double testFraction;

  @Option(
      names = "--split-seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Which images are held out (default: ${DEFAULT-VALUE}).")
  private long splitSeed;

  @Option(
      names = "--bad-files",
      paramLabel = "WHAT",
      defaultValue = "stop",
      description = {
        "stop before training, or skip them, where files can't be used (default: ${DEFAULT-VALUE})."
      })
  private BadFiles badFiles;

  double testFraction() {
    return testFraction;
  }

  long splitSeed() {
    return splitSeed;
  }

  BadFiles badFiles() {
    return badFiles;
  }

  /** Returns the sizing that was asked for. */
  Optional<Sizing> sizing() {
    if (size == null) {
      return Optional.empty();
    }
    return Optional.of(
        Sizing.parse(
            size.resize != null ? "resize(" + size.resize + ")" : "crop(" + size.crop + ")"));
  }

  /** Returns the sizing that was asked for, or the one that fits what was found. */
  Look.Choice sizing(Look look) {
    List<String> found = List.copyOf(look.sizes().keySet());
    return sizing()
        .map(
            asked ->
                new Look.Choice(
                    asked,
                    asked
                        + ", as asked for"
                        + (found.isEmpty() ? "" : "; most often " + found.get(0))))
        .orElseGet(look::sizing);
  }
}
