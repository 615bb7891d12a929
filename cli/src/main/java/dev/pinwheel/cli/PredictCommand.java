package dev.pinwheel.cli;

import dev.pinwheel.data.DataException;
import dev.pinwheel.data.files.ImageFormat;
import dev.pinwheel.data.io.AtomicFile;
import dev.pinwheel.models.SavedModel;
import dev.pinwheel.nn.engine.ComputeDevice;
import dev.pinwheel.nn.engine.PrecisionChoice;
import dev.pinwheel.train.predict.Prediction;
import dev.pinwheel.train.predict.PredictionWriter;
import dev.pinwheel.train.predict.Predictor;
import dev.pinwheel.train.predict.Throughput;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pinwheel predict}: the classes of images in files. */
@Command(
    name = "predict",
    sortOptions = false,
    header = "Predict the classes of images in files.",
    description = {
      "",
      "Images are brought to size and preprocessed as in the model's training. Of a folder every"
          + " .png, .jpg, .tif and .bmp file below it is taken.",
      "",
      "Files that can't be read are named on standard error and left out; the exit code is 1 only if"
          + " no file at all could be read."
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  pinwheel predict runs/planes tile.png",
      "  pinwheel predict runs/planes tiles/ --format csv --output predictions.csv",
      "  pinwheel predict runs/planes/weights.safetensors a.tif b.tif --format json"
    })
final class PredictCommand implements Callable<Integer> {
  /** What is written. */
  enum Format {
    /** Columns for people. */
    TABLE,
    /** A line a file. */
    CSV,
    /** A list of objects, with every class's probability. */
    JSON
  }

  private final Terminal terminal;

  @Mixin CommonOptions common;

  @Parameters(index = "0", paramLabel = "MODEL", description = "A run folder or a weight file.")
  private String location;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files of images, or folders.")
  private List<Path> files;

  @Option(
      names = "--format",
      paramLabel = "FORM",
      defaultValue = "table",
      description = {
        "table; csv with the columns file, class, probability; json with the probability of every"
            + " class, too (default: ${DEFAULT-VALUE})."
      })
  private Format format;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write here, whole or not at all, instead of to standard output.")
  private Path output;

  @Option(
      names = "--precision",
      paramLabel = "NAME",
      defaultValue = "float32",
      description = "float32, bf16, float64, or auto for the fastest (default: ${DEFAULT-VALUE}).")
  private String precision;

  @Mixin private DeviceOption device;

  PredictCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<Path> all = expand(files);
    ComputeDevice target = device.get();
    try (ModelLocation opened =
        ModelLocation.open(location, 0)
            .on(target, PrecisionChoice.of(precision, target).precision())) {
      Run run = new Run(opened.model(), all);
      if (output == null) {
        run.write(terminal.out());
        terminal.out().flush();
      } else {
        AtomicFile.write(
            output,
            out -> {
              Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
              run.write(text);
              text.flush();
            });
      }
      return run.end();
    }
  }

  private static List<Path> expand(List<Path> named) {
    List<Path> all = new ArrayList<>();
    for (Path path : named) {
      if (!Files.isDirectory(path)) {
        all.add(path);
        continue;
      }
      try (Stream<Path> below = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
        below
            .filter(ImageFormat::isNamedSo)
            .filter(Files::isRegularFile)
            .sorted()
            .forEach(all::add);
      } catch (IOException e) {
        throw DataException.reading(path, e);
      } catch (UncheckedIOException e) {
        throw DataException.reading(path, e.getCause());
      }
    }
    if (all.isEmpty()) {
      throw new DataException(
          "there is no .png, .jpg, .tif or .bmp file below " + named.get(0) + ": name another");
    }
    return all;
  }

  /** One call's predictions. */
  private final class Run implements Predictor.Listener {
    private final Predictor predictor;
    private final List<String> labels;
    private final List<Path> all;
    private final List<String> refused = new ArrayList<>();
    private PredictionWriter writer;
    private Throughput took;

    Run(SavedModel model, List<Path> all) {
      this.predictor = Predictor.of(model);
      this.labels =
          IntStream.range(0, model.options().classes()).mapToObj(model.input()::label).toList();
      this.all = all;
    }

    void write(Writer out) {
      try (PredictionWriter closed = open(out)) {
        writer = closed;
        took = predictor.run(all, this, new Bars(terminal));
      }
    }

    private PredictionWriter open(Writer out) {
      return switch (format) {
        case CSV -> PredictionWriter.csv(out);
        case JSON -> PredictionWriter.json(out, labels);
        case TABLE ->
            new PredictionTable(terminal, out instanceof PrintWriter w ? w : new PrintWriter(out));
      };
    }

    @Override
    public void predicted(Prediction prediction) {
      writer.write(prediction);
    }

    @Override
    public void refused(Path file, String reason) {
      refused.add(file + " " + reason);
    }

    int end() {
      refused.forEach(line -> Failures.printLine(terminal.err(), line));
      if (took.images() == 0) {
        Failures.printLine(terminal.err(), "none of the files could be read");
        return ExitCode.FAILED;
      }
      terminal
          .err()
          .printf(
              Locale.ROOT,
              "%,d %s in %.1f s, %,.0f a second; reading and decoding took %.0f %% of the work%n",
              took.images(),
              took.images() == 1 ? "image" : "images",
              took.seconds(),
              took.rate(),
              100 * took.decodingShare());
      terminal.err().flush();
      return ExitCode.OK;
    }
  }
}
