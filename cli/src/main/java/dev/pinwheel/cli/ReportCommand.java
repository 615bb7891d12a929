package dev.pinwheel.cli;

import dev.pinwheel.data.DataException;
import dev.pinwheel.data.TrainTest;
import dev.pinwheel.report.ReportFiles;
import dev.pinwheel.report.RunReport;
import dev.pinwheel.train.RunFolder;
import dev.pinwheel.train.SweepRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pinwheel report}: all about a trained model on one page. */
@Command(
    name = "report",
    sortOptions = false,
    header = "Make a page with all about a trained model.",
    description = {
      "",
      "The page needs nothing beside it: curves of the training, what the model confuses, its surest"
          + " mistakes as pictures, the certificate of its equivariance, its error over angles, the"
          + " feature maps of an image and of its turned copies, parameters, cost and provenance. The"
          + " plots are also written as PNG files.",
      "",
      "'pinwheel train' makes it at its end, as report.html and plots in the run folder. What is"
          + " missing, such as images that were moved since, is said in its place."
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  pinwheel report runs/quickstart",
      "  pinwheel report runs/planes --data more-tiles/ --to more.html",
      "  pinwheel report runs/p4cnn/weights.safetensors --data mnist"
    })
final class ReportCommand implements Runnable {
  private final Terminal terminal;
  private final ImageSource source;

  @Mixin CommonOptions common;

  @Parameters(
      paramLabel = "MODEL",
      description = {
        "A run folder, a folder of runs over seeds, a weight file, or a net's name for one that is"
            + " not trained."
      })
  private String location;

  @Option(
      names = "--data",
      paramLabel = "NAME",
      description = {
        "Try the model on this data set's test images, or on all images of a folder or CSV of your"
            + " own (default: the test images of its run)."
      })
  private String dataName;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = {
        "The page to write (default: report.html in the run folder, else MODEL-report.html). Plots"
            + " go into a folder beside it."
      })
  private Path target;

  @Mixin private DataOptions data;

  ReportCommand(Terminal terminal, ImageSource source) {
    this.terminal = terminal;
    this.source = source;
  }

  @Override
  public void run() {
    Path path = Path.of(location);
    Optional<SweepRecord> sweep =
        Files.isDirectory(path) ? new RunFolder(path).sweep() : Optional.empty();
    if (sweep.isEmpty()) {
      report(location);
      return;
    }
    if (target != null) {
      throw new IllegalArgumentException(
          location
              + " holds a run for each seed, and --to "
              + target
              + " is one file: name one of its runs, such as "
              + path.resolve("seed-" + sweep.get().config().seed()));
    }
    for (int i = 0; i < sweep.get().seeds(); i++) {
      report(path.resolve("seed-" + (sweep.get().config().seed() + i)).toString());
    }
  }

  private void report(String place) {
    try (ModelLocation opened = ModelLocation.open(place, 0)) {
      RunReport report = RunReport.of(opened.model());
      opened.folder().ifPresent(report::run);
      images(report, opened, place);
      ReportFiles files = files(opened, place);
      report.write(files, new Bars(terminal));
      print(terminal, files);
    }
  }

  /** Says where a report is. */
  static void print(Terminal terminal, ReportFiles files) {
    terminal.out().printf("report  %s%n", files.page());
    terminal.out().flush();
  }

  /** Images that were asked for must be there; those of the run may be gone. */
  private void images(RunReport report, ModelLocation opened, String place) {
    boolean ofRun = opened.folder().flatMap(RunFolder::record).isPresent();
    if (dataName == null && !ofRun) {
      return;
    }
    try {
      TrainTest set = new OwnData(terminal, source, data).toTry(dataName, opened, place);
      report.images(set.name(), set.test());
    } catch (DataException e) {
      if (dataName != null || Failures.isInterruption(e)) {
        throw e;
      }
      report.withoutImages("The images of the run can't be had any more: " + e.getMessage());
    }
  }

  private ReportFiles files(ModelLocation opened, String place) {
    if (target != null) {
      return ReportFiles.at(target);
    }
    if (opened.folder().isPresent()) {
      return ReportFiles.in(opened.folder().get().path());
    }
    Path file = Path.of(place);
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return ReportFiles.at(
        file.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + "-report.html"));
  }
}
