package dev.pinwheel.cli;

import dev.pinwheel.data.TrainTest;
import dev.pinwheel.train.RunFolder;
import dev.pinwheel.train.TrainConfig;
import dev.pinwheel.train.compare.Comparison;
import dev.pinwheel.train.compare.Contender;
import dev.pinwheel.train.compare.Plan;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pinwheel compare}: whether symmetry helps on some images. */
@Command(
    name = "compare",
    sortOptions = false,
    header = "Find out whether symmetry helps on your images.",
    description = {
      "",
      "Trains plain and equivariant nets of one number of parameters for one time, on fractions of"
          + " the images and over seeds, and writes a table, a plot of error against images, and what"
          + " that means in plain words: compare.md, compare.png and compare.json in the run folder.",
      "",
      "--epochs is what the slowest net gets on all images; faster ones get more, by the time that"
          + " their steps take. A comparison that was stopped goes on with --resume."
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  pinwheel compare --data tiles/ --run runs/tiles-compared",
      "  pinwheel compare --data tiles/ --nets z2,p4,C8 --seeds 1 --fractions 0.1,1 --epochs 5",
      "  pinwheel compare --resume runs/tiles-compared"
    })
final class CompareCommand implements Runnable {
  private final Terminal terminal;
  private final ImageSource source;

  @Mixin CommonOptions common;

  @Mixin private RecipeOptions recipe;

  @Mixin private OwnImagesOptions own;

  @Option(
      names = "--nets",
      paramLabel = "NAMES",
      split = ",",
      defaultValue = "z2,z2-rotated,p4,p4m",
      description = {
        "Who takes part: z2 (plain), z2-rotated (plain, its training images turned), or groups such"
            + " as p4, p4m, C8, D8 (default: ${DEFAULT-VALUE})."
      })
  private List<String> nets;

  @Option(
      names = "--fractions",
      paramLabel = "LIST",
      split = ",",
      defaultValue = "0.05,0.1,0.25,1",
      description = "Of the training images, ascending to 1 (default: ${DEFAULT-VALUE}).")
  private List<Double> fractions;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Runs of each net on each fraction (default: ${DEFAULT-VALUE}).")
  private int seeds;

  @Option(
      names = "--run",
      paramLabel = "FOLDER",
      description = "The folder of all runs (default: a new one, runs/compare).")
  private Path run;

  @Option(
      names = "--resume",
      paramLabel = "FOLDER",
      description = "Go on with the comparison in this folder.")
  private Path resume;

  @Mixin private DataOptions data;

  @Spec private CommandSpec spec;

  CompareCommand(Terminal terminal, ImageSource source) {
    this.terminal = terminal;
    this.source = source;
  }

  @Override
  public void run() {
    if (resume != null) {
      refuseOthers();
      RunFolder folder = new RunFolder(resume);
      Plan plan =
          Plan.read(folder)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          resume + " holds no comparison: there is no plan.json to go on with"));
      compare(
          plan,
          new OwnData(terminal, source, data).load(plan.config().data(), plan.images()),
          folder);
      return;
    }
    List<Contender> contenders = nets.stream().map(Contender::parse).toList();
    Plan.requireContenders(contenders);
    Plan.requireFractions(fractions);
    if (!recipe.isOwn()) {
      GivenOptions.refuse(
          spec,
          OwnImagesOptions.NAMES::contains,
          name -> name + " is for images of your own: name a folder or CSV with --data");
    }
    RunFolder folder = new RunFolder(run == null ? Runs.fresh("compare") : run);
    Optional<Plan> there = Plan.read(folder);
    if (there.isPresent()) {
      throw new IllegalArgumentException(
          folder.path()
              + " holds a comparison: go on with --resume "
              + folder.path()
              + ", or name another");
    }
    TrainConfig config = recipe.config("images", terminal);
    if (!config.augmentation().equals("none")) {
      throw new IllegalArgumentException(
          "--augment does not go with compare: z2-rotated is the net whose images are turned");
    }
    if (config.validation() != 0) {
      throw new IllegalArgumentException(
          "--validation "
              + config.validation()
              + " does not go with compare: its errors are those on the test images");
    }
    TrainTest images =
        recipe.isOwn()
            ? OwnTraining.sets(terminal, recipe.own(), own, null)
            : new OwnData(terminal, source, data).load(config.data(), null);
    terminal.out().println("timing a step of each net");
    terminal.out().flush();
    compare(Plan.make(config, seeds, fractions, contenders, images), images, folder);
  }

  private void refuseOthers() {
    GivenOptions.refuse(
        spec,
        name -> !TrainCommand.WITH_RESUME.contains(name),
        name -> "a resumed comparison keeps its plan: leave " + name + " out");
  }

  private void compare(Plan plan, TrainTest images, RunFolder folder) {
    Table table = new Table("net", "group", ">parameters", ">ms a 128 images", ">epochs");
    for (Plan.Entry entry : plan.entries()) {
      table.row(
          entry.contender().name(),
          entry.contender().group(),
          String.format(Locale.ROOT, "%,d", entry.parameters()),
          String.format(Locale.ROOT, "%.0f", 128e3 * entry.secondsPerImage()),
          entry.epochs());
    }
    table.print(terminal);
    Comparison found =
        Comparison.run(
            plan,
            images,
            folder,
            (number, total, words) -> {
              terminal.out().printf(Locale.ROOT, "run %d of %d: %s%n", number, total, words);
              terminal.out().flush();
              return new TrainingReport(terminal);
            });
    terminal.out().println();
    found.conclusion().forEach(terminal.out()::println);
    terminal.out().println("page  " + folder.path().resolve("compare.md"));
    terminal.out().println("plot  " + folder.path().resolve("compare.png"));
    terminal.out().flush();
  }
}
