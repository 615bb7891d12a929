package dev.pinwheel.cli;

import dev.pinwheel.data.Progress;
import dev.pinwheel.data.io.AtomicFile;
import dev.pinwheel.export.Certificate;
import dev.pinwheel.export.DenseWeights;
import dev.pinwheel.export.Exportable;
import dev.pinwheel.export.OnnxExport;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.io.SafeTensors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pinwheel export}: a model for other runtimes, verified and certified. */
@Command(
    name = "export",
    sortOptions = false,
    header = "Write a model as an ONNX file with a certificate, or its weights as safetensors.",
    description = {
      "",
      "The ONNX file holds the whole net as plain operators: filters expanded, batch norm folded,"
          + " preprocessing included. It takes images with values in [0, 1], any number at once.",
      "",
      "It is run by ONNX Runtime on the spot: its outputs have to be the model's, and it is turned by"
          + " every element of the group. What was found goes beside it, as NAME.certificate.json and"
          + " NAME.certificate.html. Exit code 3 says that the file is not equivariant; it is written"
          + " all the same, and says so.",
      "",
      "A safetensors file holds the free parameters, which 'pinwheel import' reads back, or with"
          + " --dense the expanded filters."
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  pinwheel export runs/quickstart --to p4cnn.onnx",
      "  pinwheel export runs/planes --to planes.onnx --labels other,plane",
      "  pinwheel export runs/quickstart --to dense.safetensors --dense"
    })
final class ExportCommand implements Callable<Integer> {
  private static final String ONNX = ".onnx";
  private static final String SAFETENSORS = ".safetensors";

  private final Terminal terminal;

  @Mixin CommonOptions common;

  @Parameters(
      paramLabel = "MODEL",
      description = "A run folder, a weight file, or a net's name for one that is not trained.")
  private String location;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      required = true,
      description = "The file to write; its end, .onnx or .safetensors, says in which format.")
  private Path target;

  @Option(
      names = "--labels",
      paramLabel = "A,B,...",
      description = "A name per class, in order (default: the model's; else numbers from 0).")
  private String labels;

  @Option(
      names = "--group",
      paramLabel = "NAME",
      description = "Prove this group instead of the model's own: C4, D4, p4m, C8, ...")
  private String group;

  @Option(
      names = "--images",
      paramLabel = "N",
      description = "How many random images to run and turn (default: 8).")
  private Integer images;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of random images and of untrained weights (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--dense",
      description = "For safetensors: expanded filters with batch norm folded into them.")
  private boolean dense;

  ExportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    boolean onnx = format().equals(ONNX);
    requireFit(onnx);
    try (ModelLocation opened = ModelLocation.open(location, seed)) {
      Exportable source = Exportable.of(opened.model());
      if (labels != null) {
        source = source.withLabels(List.of(labels.split(",", -1)));
      }
      if (onnx) {
        return onnx(source);
      }
      SafeTensors tensors = dense ? DenseWeights.pack(source) : opened.model().pack();
      AtomicFile.write(target, tensors::write);
      terminal
          .out()
          .printf(
              Locale.ROOT,
              "weights      %s (%s, %d tensors)%n",
              target,
              dense ? "dense filters" : "free parameters",
              tensors.tensors().size());
      terminal.out().flush();
      return ExitCode.OK;
    }
  }

  private String format() {
    for (String end : List.of(ONNX, SAFETENSORS)) {
      if (target.toString().endsWith(end)) {
        return end;
      }
    }
    throw new IllegalArgumentException(
        "--to '" + target + "' ends in neither .onnx nor .safetensors, which say the format");
  }

  private void requireFit(boolean onnx) {
    if (Files.isDirectory(target)) {
      throw new IllegalArgumentException("--to '" + target + "' is a folder: name a file in it");
    }
    if (onnx && dense) {
      throw new IllegalArgumentException(
          "--dense goes with .safetensors: an ONNX file is always dense");
    }
    if (!onnx && (group != null || images != null)) {
      throw new IllegalArgumentException(
          (group != null ? "--group" : "--images")
              + " goes with .onnx: weights alone are not run, so nothing is proven of them");
    }
    if (!onnx && !dense && labels != null) {
      throw new IllegalArgumentException(
          "--labels goes with .onnx or --dense: free parameters keep what the model says");
    }
  }

  private int onnx(Exportable source) {
    OnnxExport export = OnnxExport.of(source).random(images == null ? 8 : images, seed);
    if (group != null) {
      export.group(PointGroup.parse(group));
    }
    Certificate certificate;
    try (Progress.Task bar =
        new Bars(terminal).begin("running the file", Progress.Unit.ITEMS, export.runs())) {
      certificate = export.write(target, bar::advance);
    }
    print(certificate);
    return certificate.passed() ? ExitCode.OK : ExitCode.NOT_EQUIVARIANT;
  }

  private void print(Certificate c) {
    terminal
        .out()
        .printf(
            Locale.ROOT,
            "model        %s (%,d bytes, %s)%n"
                + "certificate  %s%n"
                + "page         %s%n"
                + "outputs      error %.1e against the model's, bar %.0e, %d images%n",
            target,
            c.bytes(),
            c.format(),
            Certificate.jsonFile(target),
            Certificate.pageFile(target),
            c.outputs().error(),
            c.outputs().bar(),
            c.outputs().images());
    String colour = c.passed() ? "green" : "red";
    String rest = c.verdictLine().substring(c.verdict().length());
    terminal.out().println(terminal.styled("@|bold," + colour + " " + c.verdict() + "|@") + rest);
    terminal.out().flush();
  }
}
