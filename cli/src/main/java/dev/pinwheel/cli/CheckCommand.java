package dev.pinwheel.cli;

import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.check.EquivarianceReport;
import dev.pinwheel.nn.engine.ComputeDevice;
import dev.pinwheel.nn.engine.Precision;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pinwheel check}: the proof of a model's symmetry. */
@Command(
    name = "check",
    sortOptions = false,
    header = "Prove a model's symmetry, layer by layer and as a whole.",
    description = {
      "",
      "Turns images by every element of the group and compares: the output of the turned image with"
          + " the turned output, in values and in derivatives. Each layer is measured on its own true"
          + " input, so the table names the layer that breaks the symmetry.",
      "",
      "The verdict asks for a relative error of at most 1e-12 in float64 and 1e-5 in float32. Exit"
          + " code 3 says that the model is not equivariant.",
      "",
      "With --angles it measures the error over continuous angles instead, on smooth images inside"
          + " a disc: of the net, and of each layer's output from the image on. The table says where"
          + " the net is exact, and how far from it at the group's other angles and between them."
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  pinwheel check runs/quickstart",
      "  pinwheel check p4cnn-rotation-pooling         a net that is not trained",
      "  pinwheel check z2cnn --group C4               fails, and names the layer",
      "  pinwheel check p4cnn --angles 0:360:5 --plot curve.png --csv curve.csv"
    })
final class CheckCommand implements Callable<Integer> {
  /** Which precisions to check in. */
  enum Precisions {
    /** Single. */
    FLOAT32,
    /** Double. */
    FLOAT64,
    /** One after the other. */
    BOTH
  }

  private final Terminal terminal;
  private final ImageSource source;

  @Mixin CommonOptions common;

  @Parameters(
      paramLabel = "MODEL",
      description = "A run folder, a weight file, or a net's name for one that is not trained.")
  private String location;

  @Option(
      names = "--group",
      paramLabel = "NAME",
      description = {
        "C4, D4, p4m, C8, ... (default: the model's own). Of C8 and the like those elements are"
            + " checked that map pixels onto pixels."
      })
  private String group;

  @Option(
      names = "--precision",
      paramLabel = "NAME",
      defaultValue = "both",
      description = "float64, float32 or both (default: ${DEFAULT-VALUE}).")
  private Precisions precision;

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "8",
      description = "How many images to turn (default: ${DEFAULT-VALUE}).")
  private int images;

  @Option(
      names = "--data",
      paramLabel = "NAME",
      description = {
        "Turn this data set's test images (default: those that the run was trained on; random"
            + " numbers where that is not known)."
      })
  private String dataName;

  @Option(names = "--random", description = "Turn random numbers in any case.")
  private boolean random;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of random images and of untrained weights (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the reports here, too.")
  private Path json;

  @Mixin private CurveOptions curve;

  @Mixin private DeviceOption device;

  @Mixin private DataOptions data;

  CheckCommand(Terminal terminal, ImageSource source) {
    this.terminal = terminal;
    this.source = source;
  }

  @Override
  public Integer call() {
    boolean angles = curve.isAsked();
    if (angles && (group != null || dataName != null || random)) {
      throw new IllegalArgumentException(
          (group != null ? "--group" : random ? "--random" : "--data")
              + " does not go with --angles: smooth images are turned, under the model's own group");
    }
    ComputeDevice target = device.get();
    try (ModelLocation opened = ModelLocation.open(location, seed).on(target)) {
      if (angles) {
        new CurveCheck(terminal, curve, images, seed).run(opened.model(), json);
        return ExitCode.OK;
      }
      ModelCheck check =
          new ModelCheck(
              opened.model(),
              group == null ? opened.model().model().net().commonGroup() : PointGroup.parse(group),
              images,
              seed);
      String set = random ? null : dataName != null ? dataName : opened.data().orElse(null);
      LabelledImages real =
          set == null
              ? null
              : new OwnData(terminal, source, data).toTry(dataName, opened, location).test();
      List<Precision> precisions =
          Precision.ofCertificates().stream()
              .filter(p -> precision == Precisions.BOTH || precision.name().equals(p.name()))
              .toList();
      List<EquivarianceReport> reports =
          check.report(
              terminal, precisions, real, set == null ? "random images" : "images of " + set);
      opened.folder().ifPresent(folder -> folder.writeJson(ModelCheck.FILE, reports));
      if (json != null) {
        ModelCheck.write(json, reports);
      }
      return ModelCheck.exitCode(reports);
    }
  }
}
