package dev.pinwheel.cli;

import dev.pinwheel.data.TrainTest;
import dev.pinwheel.models.SavedModel;
import dev.pinwheel.nn.check.EquivarianceReport;
import dev.pinwheel.nn.engine.ComputeDevice;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.engine.PrecisionChoice;
import dev.pinwheel.report.ReportFiles;
import dev.pinwheel.report.RunReport;
import dev.pinwheel.train.RunFolder;
import dev.pinwheel.train.RunResult;
import dev.pinwheel.train.TrainConfig;
import dev.pinwheel.train.Trainer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pinwheel quickstart}: from nothing to a trained net and the proof of its symmetry. */
@Command(
    name = "quickstart",
    header = "Fetch rotated MNIST, train a P4CNN, prove its invariance. A few minutes.",
    description = {
      "",
      "P4CNN sees a digit and its three quarter turns as one: its 24,680 parameters are shared over"
          + " the four rotations. The run is left in a folder that the other commands take."
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {"  pinwheel quickstart", "  pinwheel quickstart --epochs 20 --run runs/longer"})
final class QuickstartCommand implements Callable<Integer> {
  private static final String NET = "p4cnn";
  private static final int IMAGES = 8;

  private final Terminal terminal;
  private final ImageSource source;

  @Mixin CommonOptions common;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "10",
      description = "Passes over the 12,000 training digits (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Option(
      names = "--run",
      paramLabel = "FOLDER",
      description = "The run folder (default: runs/quickstart); a stopped run in it goes on.")
  private Path run;

  @Mixin private DataOptions data;

  QuickstartCommand(Terminal terminal, ImageSource source) {
    this.terminal = terminal;
    this.source = source;
  }

  @Override
  public Integer call() {
    RunFolder folder = new RunFolder(run == null ? Runs.named("quickstart") : run);
    TrainConfig config =
        TrainConfig.of(NET, "rotated-mnist")
            .epochs(epochs)
            .learningRate(2e-3)
            .schedule("cosine")
            .precision(precision(folder))
            .build();
    heading("1. Rotated MNIST");
    TrainTest images = source.load(config.data(), data.locations(), new Bars(terminal));
    terminal.out().println(images.provenance());
    heading("2. Training " + NET);
    RunResult result = new Trainer(config, images).run(folder, new TrainingReport(terminal));
    TrainingSummary.print(terminal, result, folder);
    heading("3. The proof of its symmetry");
    List<EquivarianceReport> reports;
    try (SavedModel model = SavedModel.read(folder.weights())) {
      ModelCheck check = new ModelCheck(model, model.model().net().commonGroup(), IMAGES, 1);
      reports = check.report(terminal, Precision.ofCertificates(), images.test(), "test digits");
      folder.writeJson(ModelCheck.FILE, reports);
      heading("4. All about it on one page");
      ReportFiles files = ReportFiles.in(folder.path());
      RunReport.of(model)
          .run(folder)
          .images(images.name(), images.test())
          .proofs(reports)
          .write(files, new Bars(terminal));
      ReportCommand.print(terminal, files);
    }
    heading("Next");
    Table next = new Table("command", "what it shows");
    next.row("./pinwheel evaluate " + folder.path(), "what it confuses");
    next.row("./pinwheel check z2cnn --group C4", "how an ordinary net fails");
    next.row("./pinwheel train p4cnn --epochs 100", "a longer training");
    next.print(terminal);
    terminal.out().flush();
    return ModelCheck.exitCode(reports);
  }

  /** The precision of the run that is there, or else of a new one. */
  private static String precision(RunFolder folder) {
    return folder
        .record()
        .map(record -> record.config().precision())
        .orElseGet(
            () ->
                PrecisionChoice.of(PrecisionChoice.AUTO, ComputeDevice.CPU).precision().toString());
  }

  private void heading(String text) {
    terminal.out().println();
    terminal.out().println(terminal.styled("@|bold " + text + "|@"));
    terminal.out().flush();
  }
}
