package dev.pinwheel.cli;

import dev.pinwheel.data.DataLocations;
import dev.pinwheel.data.DataSource;
import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.TrainTest;
import dev.pinwheel.data.files.Look;
import dev.pinwheel.data.files.OwnImages;
import dev.pinwheel.data.sets.DataSets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code pinwheel data}: what data sets there are, and what is in them. */
@Command(
    name = "data",
    synopsisSubcommandLabel = "COMMAND",
    header = "List, fetch and describe data sets.",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  pinwheel data list",
      "  pinwheel data fetch rotated-mnist",
      "  pinwheel data show mnist --data-dir ~/mnist",
      "  pinwheel data look tiles/"
    })
final class DataCommand extends CommandGroup {
  private static final String NAME = "The data set's name, as 'pinwheel data list' shows it.";

  private final Terminal terminal;

  DataCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Command(
      name = "list",
      header = "List the data sets.",
      footerHeading = "%nExamples:%n",
      footer = "  pinwheel data list --cache ~/data")
  void list(@Mixin CommonOptions common, @Mixin DataOptions data) {
    DataLocations locations = data.locations();
    Table table = new Table("name", "cached", "description");
    for (DataSource source : DataSets.all()) {
      boolean cached = Files.isDirectory(folder(locations, source.name()));
      table.row(source.name(), cached ? "yes" : "no", source.description());
    }
    table.print(terminal);
    terminal.out().println("Cache: " + locations.cache());
  }

  @Command(
      name = "fetch",
      header = "Fetch or make a data set, verify it, and say where it is.",
      description = "A set that is there already is verified again, not fetched again.",
      footerHeading = "%nExamples:%n",
      footer = "  pinwheel data fetch rotated-mnist")
  void fetch(
      @Mixin CommonOptions common,
      @Mixin DataOptions data,
      @Parameters(paramLabel = "NAME", description = NAME) String name) {
    DataLocations locations = data.locations();
    describe(DataSets.load(name, locations, new Bars(terminal)));
    where(locations, name);
  }

  @Command(
      name = "show",
      header = "Describe a data set: origin, sizes, hashes, images per class.",
      description = "A set that is not there yet is fetched first.",
      footerHeading = "%nExamples:%n",
      footer = "  pinwheel data show mnist --data-dir ~/mnist")
  void show(
      @Mixin CommonOptions common,
      @Mixin DataOptions data,
      @Parameters(paramLabel = "NAME", description = NAME) String name) {
    DataLocations locations = data.locations();
    TrainTest set = DataSets.load(name, locations, new Bars(terminal));
    describe(set);
    where(locations, name);
    Table table = new Table("set", ">mean", ">deviation", "images per class");
    statistics(table, "train", set.train());
    statistics(table, "test", set.test());
    table.print(terminal);
  }

  @Command(
      name = "look",
      header = "Look at every file of a folder or CSV of your own images, and list what is wrong.",
      description = {
        "A folder has a sub-folder for each class, perhaps below train, val and test; a CSV has the"
            + " columns path and label, and perhaps split. The exit code is 1 if there are files that"
            + " training would stop at."
      },
      footerHeading = "%nExamples:%n",
      footer = "  pinwheel data look tiles/")
  int look(
      @Mixin CommonOptions common,
      @Parameters(paramLabel = "SOURCE", description = "A folder or a CSV.") Path images) {
    Look look = OwnImages.look(images, Look.Use.TRAINING, new Bars(terminal));
    LookReport.print(terminal, look);
    if (!look.problems().isEmpty()) {
      terminal.out().println();
      LookReport.all(terminal, look);
    }
    return look.stopping().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
  }

  private void describe(TrainTest set) {
    terminal.out().println(terminal.styled("@|bold " + set.name() + "|@: ") + set.provenance());
    Table table = new Table("set", ">images", "shape", ">classes", "SHA-256");
    row(table, "train", set.train());
    row(table, "test", set.test());
    table.print(terminal);
  }

  private static void row(Table table, String name, LabelledImages set) {
    table.row(name, set.count(), set.shape(), set.classes(), set.sha256());
  }

  private static void statistics(Table table, String name, LabelledImages set) {
    table.row(
        name,
        String.format(Locale.ROOT, "%.4f", set.mean()),
        String.format(Locale.ROOT, "%.4f", set.deviation()),
        Arrays.stream(set.classCounts())
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(" ")));
  }

  private void where(DataLocations locations, String name) {
    Path folder = folder(locations, name);
    if (Files.isDirectory(folder)) {
      terminal.out().println("Cached in " + folder);
    } else {
      locations.dataDir().ifPresent(own -> terminal.out().println("Read from " + own));
    }
  }

  private static Path folder(DataLocations locations, String name) {
    return locations.cache().resolve(name);
  }
}
