package dev.pinwheel.cli;

import dev.pinwheel.data.io.AtomicFile;
import dev.pinwheel.models.SavedModel;
import dev.pinwheel.models.WeightImport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pinwheel import}: numbers from another program into a net. */
@Command(
    name = "import",
    sortOptions = false,
    header = "Read weights from a safetensors file of another program into a net.",
    description = {
      "",
      "Takes the free parameters and running statistics from the file, under the names and in the"
          + " shapes that 'pinwheel export' gives them, and all else, such as the net and the"
          + " preprocessing, from another model. Metadata of the file do not matter, so it may come"
          + " from Python."
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  pinwheel export runs/quickstart --to weights.safetensors",
      "  pinwheel import tuned.safetensors --like runs/quickstart --to tuned-model.safetensors",
      "  pinwheel evaluate tuned-model.safetensors --data rotated-mnist"
    })
final class ImportCommand implements Runnable {
  private final Terminal terminal;

  @Mixin CommonOptions common;

  @Parameters(paramLabel = "WEIGHTS", description = "The file of weights.")
  private Path weights;

  @Option(
      names = "--like",
      paramLabel = "MODEL",
      required = true,
      description =
          "A run folder, a weight file, or a net's name or file: what the weights are of.")
  private String location;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      required = true,
      description = "The model to write, a .safetensors file.")
  private Path target;

  ImportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    if (!target.toString().endsWith(".safetensors") || Files.isDirectory(target)) {
      throw new IllegalArgumentException(
          "--to '" + target + "' is no .safetensors file: models are kept in such files");
    }
    try (ModelLocation opened = ModelLocation.open(location, 0)) {
      SavedModel model = opened.model();
      int count = WeightImport.read(model, weights);
      AtomicFile.write(target, model.pack()::write);
      terminal
          .out()
          .printf(
              Locale.ROOT,
              "%s: %,d parameters from %d tensors of %s%nmodel        %s%n",
              model.netName(),
              model.model().net().parameterCount(),
              count,
              weights,
              target);
      terminal.out().flush();
    }
  }
}
