package dev.pinwheel.cli;

import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.TrainTest;
import dev.pinwheel.models.FileInput;
import dev.pinwheel.nn.engine.ComputeDevice;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.engine.PrecisionChoice;
import dev.pinwheel.train.Evaluation;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pinwheel evaluate}: a trained model's error, and what it confuses. */
@Command(
    name = "evaluate",
    header = "Evaluate a trained model on labelled images.",
    description = {"", "Prints error, loss, and how often each class is taken for each other."},
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  pinwheel evaluate runs/quickstart",
      "  pinwheel evaluate runs/planes --data more-tiles/",
      "  pinwheel evaluate runs/p4cnn/weights.safetensors --data mnist"
    })
final class EvaluateCommand implements Runnable {
  /** Which images of a data set. */
  enum Part {
    /** The training images. */
    TRAIN,
    /** The test images. */
    TEST
  }

  private final Terminal terminal;
  private final ImageSource source;

  @Mixin CommonOptions common;

  @Parameters(paramLabel = "MODEL", description = "A run folder or a weight file.")
  private String location;

  @Option(
      names = "--data",
      paramLabel = "NAME",
      description = {
        "The data set, or a folder or CSV of your own images, all of which are taken (default: what"
            + " the run was trained on)."
      })
  private String dataName;

  @Option(
      names = "--on",
      paramLabel = "PART",
      defaultValue = "test",
      description = "test or train (default: ${DEFAULT-VALUE}).")
  private Part part;

  @Option(
      names = "--precision",
      paramLabel = "NAME",
      defaultValue = "float32",
      description = "float32, bf16, float64, or auto for the fastest (default: ${DEFAULT-VALUE}).")
  private String precision;

  @Mixin private DeviceOption device;

  @Mixin private DataOptions data;

  EvaluateCommand(Terminal terminal, ImageSource source) {
    this.terminal = terminal;
    this.source = source;
  }

  @Override
  public void run() {
    ComputeDevice target = device.get();
    Precision chosen = PrecisionChoice.of(precision, target).precision();
    try (ModelLocation opened = ModelLocation.open(location, 0).on(target, chosen)) {
      TrainTest set = new OwnData(terminal, source, data).toTry(dataName, opened, location);
      String name = set.name();
      LabelledImages images = part == Part.TEST ? set.test() : set.train();
      Evaluation result = Evaluation.of(opened.model(), images, new Bars(terminal));
      terminal
          .out()
          .printf(
              Locale.ROOT,
              "%s on %s, %s: error %.2f %% (%,d of %,d wrong), loss %.4f%n%n",
              opened.model().netName(),
              name,
              part.name().toLowerCase(Locale.ROOT),
              100 * result.error(),
              result.wrong(),
              result.images(),
              result.loss());
      confusion(result.confusion(), opened.model().input());
    }
  }

  private void confusion(List<List<Integer>> counts, FileInput names) {
    String[] headers =
        Stream.concat(
                Stream.of("true \\ predicted"),
                IntStream.range(0, counts.size()).mapToObj(c -> ">" + names.label(c)))
            .toArray(String[]::new);
    Table table = new Table(headers);
    for (int c = 0; c < counts.size(); c++) {
      table.row(Stream.concat(Stream.of(names.label(c)), counts.get(c).stream()).toArray());
    }
    table.print(terminal);
  }
}
