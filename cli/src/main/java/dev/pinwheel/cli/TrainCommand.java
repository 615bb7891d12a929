package dev.pinwheel.cli;

import dev.pinwheel.data.ImageRecipe;
import dev.pinwheel.data.TrainTest;
import dev.pinwheel.models.NamedNet;
import dev.pinwheel.models.SavedModel;
import dev.pinwheel.nn.NetMemory;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.report.ReportFiles;
import dev.pinwheel.report.RunReport;
import dev.pinwheel.train.RunFolder;
import dev.pinwheel.train.RunRecord;
import dev.pinwheel.train.RunResult;
import dev.pinwheel.train.SeedSweep;
import dev.pinwheel.train.SweepRecord;
import dev.pinwheel.train.TrainConfig;
import dev.pinwheel.train.Trainer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code pinwheel train}: a net by name or from a file, on a data set by name, into a run folder.
 */
@Command(
    name = "train",
    sortOptions = false,
    header = "Train a net, and keep all about it in a run folder.",
    description = {
      "",
      "After every epoch a checkpoint is written, whole or not at all; a run that was stopped goes"
          + " on with --resume and ends in the same weights, bit for bit. The reported error is the"
          + " last epoch's, on the test images. At the end a page tells all about the run, as"
          + " 'pinwheel report' makes it."
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  pinwheel train p4cnn",
      "  pinwheel train p4cnn --epochs 100 --seeds 5 --run runs/five",
      "  pinwheel train z2cnn --augment 'rotate(180)' --schedule cosine",
      "  pinwheel train --data tiles/ --run runs/tiles      a folder for each class",
      "  pinwheel train --data tiles.csv --group p4m --resize 32",
      "  pinwheel train mine.json --data cifar10 --augment 'flip(horizontal)+shift(4)'",
      "  pinwheel train --resume runs/five"
    })
final class TrainCommand implements Runnable {
  /** What may stand beside --resume. */
  static final Set<String> WITH_RESUME =
      Set.of("--resume", "--no-report", "--data-dir", "--cache", CommonOptions.DEBUG);

  private final Terminal terminal;
  private final ImageSource source;

  @Mixin CommonOptions common;

  @Parameters(
      paramLabel = "NET",
      arity = "0..1",
      description =
          "The net's name, as 'pinwheel models' shows it, or a net file such as mine.json; for your"
              + " own images one is chosen if you name none.")
  private String net;

  @Mixin private RecipeOptions recipe;

  @Mixin private OwnImagesOptions own;

  @Option(
      names = "--group",
      paramLabel = "NAME",
      defaultValue = "p4",
      description = {
        "Of own images, where no NET is named: p4 for quarter turns, p4m for reflections too, C1 for"
            + " a plain net (default: ${DEFAULT-VALUE})."
      })
  private String group;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1",
      description = {
        "Train N times with seeds upwards from --seed, and report mean and deviation (default:"
            + " ${DEFAULT-VALUE})."
      })
  private int seeds;

  @Option(
      names = "--run",
      paramLabel = "FOLDER",
      description = "The run folder (default: a new one, runs/NET).")
  private Path run;

  @Option(
      names = "--resume",
      paramLabel = "FOLDER",
      description = "Go on with the run in this folder, with its own configuration.")
  private Path resume;

  @Option(names = "--no-report", description = "Leave out the report at the end.")
  private boolean noReport;

  @Mixin private DataOptions data;

  @Spec private CommandSpec spec;

  TrainCommand(Terminal terminal, ImageSource source) {
    this.terminal = terminal;
    this.source = source;
  }

  @Override
  public void run() {
    boolean begins = net != null || recipe.isOwn();
    if (begins == (resume != null)) {
      throw new ParameterException(
          spec.commandLine(),
          "give either a net's name, --data with a folder of your own, or --resume with a run"
              + " folder");
    }
    if (resume != null) {
      refuseRecipe();
      resume();
    } else {
      begin();
    }
  }

  /** A run that goes on has its configuration; options that would change it are a mistake. */
  private void refuseRecipe() {
    GivenOptions.refuse(
        spec,
        name -> !WITH_RESUME.contains(name),
        name -> "a resumed run keeps its own configuration: leave " + name + " out");
  }

  private void begin() {
    if (seeds < 1) {
      throw new IllegalArgumentException("seeds must be at least 1, not " + seeds);
    }
    if (!recipe.isOwn()) {
      refuseOwn();
      begin(NetNames.get(net), null);
      return;
    }
    if (run != null) {
      requireFresh(new RunFolder(run));
    }
    OwnTraining ready = OwnTraining.prepare(terminal, recipe.own(), own, net, group);
    begin(ready.net(), ready.images());
  }

  /** What is for a user's own images says nothing about a data set. */
  private void refuseOwn() {
    GivenOptions.refuse(
        spec,
        name -> name.equals("--group") || OwnImagesOptions.NAMES.contains(name),
        name -> name + " is for images of your own: name a folder or CSV with --data");
  }

  /** Begins a run; images that are null are loaded by the configuration's name. */
  private void begin(NamedNet named, TrainTest ready) {
    RunFolder folder = new RunFolder(run == null ? Runs.fresh(named.name()) : run);
    requireFresh(folder);
    TrainConfig config = recipe.config(named.name(), terminal);
    TrainTest images = ready == null ? load(config, null) : ready;
    if (seeds > 1) {
      sweep(config, named, seeds, images, folder);
    } else {
      single(config, named, images, folder);
    }
  }

  private static void requireFresh(RunFolder folder) {
    if (folder.record().isPresent() || folder.sweep().isPresent()) {
      throw new IllegalArgumentException(
          folder.path()
              + " holds a run: go on with --resume "
              + folder.path()
              + ", or name another");
    }
  }

  private void resume() {
    RunFolder folder = new RunFolder(resume);
    Optional<SweepRecord> sweep = folder.sweep();
    if (sweep.isPresent()) {
      TrainConfig config = sweep.get().config();
      TrainTest images = load(config, sweep.get().images());
      sweep(config, net(config, folder), sweep.get().seeds(), images, folder);
      return;
    }
    RunRecord record =
        folder
            .record()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        resume + " holds no run: there is no run.json, so nothing to resume"));
    TrainTest images = load(record.config(), record.images());
    single(record.config(), net(record.config(), folder), images, folder);
  }

  /** The net of a run that goes on; folders of older versions have its name only. */
  private static NamedNet net(TrainConfig config, RunFolder folder) {
    return folder.net().orElseGet(() -> NetNames.get(config.net()));
  }

  private void single(TrainConfig config, NamedNet named, TrainTest images, RunFolder folder) {
    Trainer trainer = new Trainer(config, images, named);
    OwnTraining.tellWeights(terminal, config, images);
    announce(config, trainer, folder);
    RunResult result = trainer.run(folder, new TrainingReport(terminal));
    TrainingSummary.print(terminal, result, folder);
    report(folder, images);
  }

  /** The page about a run that has ended. */
  private void report(RunFolder folder, TrainTest images) {
    if (noReport) {
      return;
    }
    ReportFiles files = ReportFiles.in(folder.path());
    try (SavedModel model = SavedModel.read(folder.weights())) {
      RunReport.of(model)
          .run(folder)
          .images(images.name(), images.test())
          .write(files, new Bars(terminal));
    }
    ReportCommand.print(terminal, files);
  }

  private void sweep(
      TrainConfig config, NamedNet named, int count, TrainTest images, RunFolder folder) {
    OwnTraining.tellWeights(terminal, config, images);
    announce(config, new Trainer(config, images, named), folder);
    SeedSweep all =
        SeedSweep.run(config, named, count, images, folder, new TrainingReport(terminal));
    all.results()
        .forEach(
            r ->
                terminal
                    .out()
                    .printf(
                        Locale.ROOT,
                        "seed %d: test error %.2f %%%n",
                        r.seed(),
                        100 * r.testError()));
    terminal
        .out()
        .printf(
            Locale.ROOT,
            "test error %.2f ± %.2f %% over %d seeds; runs in %s%n",
            100 * all.meanError(),
            100 * all.errorDeviation(),
            count,
            folder.path());
    terminal.out().flush();
    all.results().forEach(r -> report(SeedSweep.folder(folder, r.seed()), images));
  }

  private TrainTest load(TrainConfig config, ImageRecipe images) {
    return new OwnData(terminal, source, data).load(config.data(), images);
  }

  private void announce(TrainConfig config, Trainer trainer, RunFolder folder) {
    terminal
        .out()
        .printf(
            Locale.ROOT,
            "%s on %s: %,d parameters, %,d multiply-adds an image, about %,d MiB for a training"
                + " step of %d images, epochs %d, into %s%n",
            config.net(),
            config.data(),
            trainer.net().parameterCount(),
            trainer.net().multiplyAdds(),
            NetMemory.of(trainer.net())
                    .training(config.batchSize(), Precision.parse(config.precision()))
                >> 20,
            config.batchSize(),
            config.epochs(),
            folder.path());
    terminal.out().flush();
  }
}
