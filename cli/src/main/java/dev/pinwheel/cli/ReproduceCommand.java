package dev.pinwheel.cli;

import dev.pinwheel.data.TrainTest;
import dev.pinwheel.train.RunFolder;
import dev.pinwheel.train.reproduce.EquivarianceTable;
import dev.pinwheel.train.reproduce.ExperimentTable;
import dev.pinwheel.train.reproduce.RotatedMnist;
import dev.pinwheel.train.reproduce.Table1;
import dev.pinwheel.train.reproduce.Table2;
import dev.pinwheel.train.reproduce.TablePart;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pinwheel reproduce}: published tables, run anew. */
@Command(
    name = "reproduce",
    synopsisSubcommandLabel = "TABLE",
    header = "Run a published experiment anew, by its full recipe.",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nTables:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  pinwheel reproduce table1 --seeds 1",
      "  pinwheel reproduce table1 --seeds 5 --publish docs/results",
      "  pinwheel reproduce rotated-mnist --nets c16-small --publish docs/results",
      "  pinwheel reproduce table2 --nets allcnn-p4m-paper,allcnn-p4m-exact",
      "  pinwheel reproduce equivariance --publish docs/results"
    })
final class ReproduceCommand extends CommandGroup {
  private final Terminal terminal;
  private final ImageSource source;

  ReproduceCommand(Terminal terminal, ImageSource source) {
    this.terminal = terminal;
    this.source = source;
  }

  @Command(
      name = "table1",
      header = "Three nets on rotated MNIST: Z2CNN, P4CNN, P4CNN with rotation pooling.",
      description = {
        "",
        "100 epochs each, 300 for Z2CNN; about an hour a seed on two processors. It may be stopped"
            + " at any moment; the same command goes on where it was. With --nets, the lines of the"
            + " other nets stay as they are in the table."
      },
      optionListHeading = "%nOptions:%n",
      footerHeading = "%nExamples:%n",
      footer = {
        "  pinwheel reproduce table1 --seeds 5 --publish docs/results",
        "  pinwheel reproduce table1 --nets p4cnn --seeds 5",
        "  pinwheel reproduce table1 --divide-epochs 50 --run runs/rehearsal"
      })
  void table1(
      @Mixin CommonOptions common,
      @Mixin TableOptions options,
      @Mixin PartOfTable part,
      @Mixin DataOptions data) {
    RunFolder folder = options.folder("table1");
    TrainTest images = source.load("rotated-mnist", data.locations(), new Bars(terminal));
    Table1.Result result =
        Table1.run(images, part.of(options), folder, new TrainingReport(terminal));
    Table table =
        new Table(
            "net", ">parameters", ">epochs", ">talk", ">error %", ">authors' statistics", ">seeds");
    for (Table1.Line line : result.lines()) {
      table.row(
          line.net(),
          String.format(Locale.ROOT, "%,d", line.parameters()),
          line.epochs(),
          String.format(Locale.ROOT, "%.2f ± %.2f", line.talkError(), line.talkDeviation()),
          line.errorText(),
          String.format(Locale.ROOT, "%.2f", line.meanWithDropoutStatistics()),
          line.errors().size());
    }
    table.print(terminal);
    options.written(terminal, Table1.PAGE, folder, to -> Table1.publish(result, to));
  }

  @Command(
      name = "table1-short",
      header = "The first table's nets by a shorter recipe, which makes fewer errors.",
      description = {
        "",
        "A falling rate, images turned by any angle, 30 epochs each, 90 for Z2CNN, and five seeds:"
            + " 75 minutes on two processors. It may be stopped at any moment; the same command goes"
            + " on where it was."
      },
      optionListHeading = "%nOptions:%n",
      footerHeading = "%nExamples:%n",
      footer = {"  pinwheel reproduce table1-short --publish docs/results"})
  void table1Short(
      @Mixin CommonOptions common,
      @Mixin TableOptions options,
      @Mixin PartOfTable part,
      @Mixin DataOptions data) {
    run(Table1.shortTable(), part, options, data);
  }

  @Command(
      name = "table2",
      header = "Five nets on CIFAR-10 and CIFAR-10+, as published and exactly equivariant.",
      description = {
        "",
        "350 epochs each, 20 trainings a seed: days to weeks each without a graphics card. It may"
            + " be stopped at any moment; the same command goes on where it was."
      },
      optionListHeading = "%nOptions:%n",
      footerHeading = "%nExamples:%n",
      footer = {
        "  pinwheel reproduce table2 --nets allcnn-p4m-paper,allcnn-p4m-exact",
        "  pinwheel reproduce table2 --nets allcnn-p4-exact --divide-epochs 350 --images 1024"
      })
  void table2(
      @Mixin CommonOptions common,
      @Mixin TableOptions options,
      @Mixin PartOfTable part,
      @Mixin DataOptions data) {
    run(Table2.table(), part, options, data);
  }

  @Command(
      name = "table2-short",
      header = "The second table's ten nets, trained for long enough to see that each learns.",
      description = {
        "",
        "Two passes in batches of 16 by another recipe than the table's; on 1,024 images it"
            + " took one processor 1 h 45 min. It may be stopped at any moment; the same command goes on"
            + " where it was."
      },
      optionListHeading = "%nOptions:%n",
      footerHeading = "%nExamples:%n",
      footer = {"  pinwheel reproduce table2-short --images 1024 --publish docs/results"})
  void table2Short(
      @Mixin CommonOptions common,
      @Mixin TableOptions options,
      @Mixin PartOfTable part,
      @Mixin DataOptions data) {
    run(Table2.shortTable(), part, options, data);
  }

  @Command(
      name = "rotated-mnist",
      header = "Nets over C16 on rotated MNIST, from small to large.",
      description = {
        "",
        "The least error that a net of its size and time reaches: five trainings of the small net,"
            + " three of the middle one, one of the large one. The middle one is trained in bf16,"
            + " which is slow on a processor that has no instructions for it. It may be stopped at"
            + " any moment; the same command goes on where it was."
      },
      optionListHeading = "%nOptions:%n",
      footerHeading = "%nExamples:%n",
      footer = {
        "  pinwheel reproduce rotated-mnist --nets c16-small --publish docs/results",
        "  pinwheel reproduce rotated-mnist --nets c16-small --seeds 1 --divide-epochs 10"
      })
  void rotatedMnist(
      @Mixin CommonOptions common,
      @Mixin TableOptions options,
      @Mixin PartOfTable part,
      @Mixin DataOptions data) {
    run(RotatedMnist.table(), part, options, data);
  }

  @Command(
      name = "groups",
      header = "Nets of P4CNN's size over C4, C8, C16 and D8 on rotated MNIST.",
      description = {
        "",
        "Ten epochs each, by one recipe; it took one processor 1 h 37 min. It may be stopped at any"
            + " moment; the same command goes on where it was."
      },
      optionListHeading = "%nOptions:%n",
      footerHeading = "%nExamples:%n",
      footer = {"  pinwheel reproduce groups --publish docs/results"})
  void groups(
      @Mixin CommonOptions common,
      @Mixin TableOptions options,
      @Mixin PartOfTable part,
      @Mixin DataOptions data) {
    run(RotatedMnist.groups(), part, options, data);
  }

  private void run(
      ExperimentTable table, PartOfTable chosen, TableOptions options, DataOptions data) {
    TablePart part = chosen.of(options);
    TrainTest all = source.load(table.data(), data.locations(), new Bars(terminal));
    RunFolder folder = options.folder(table.name());
    ExperimentTable.Result result = table.run(all, part, folder, new TrainingReport(terminal));
    Table lines =
        new Table(
            "net", "augmentation", ">parameters", ">epochs", ">published", ">error %", ">seeds");
    for (ExperimentTable.Line line : result.lines()) {
      lines.row(
          line.net(),
          line.augmentation(),
          String.format(Locale.ROOT, "%,d", line.parameters()),
          line.epochs(),
          line.publishedText(),
          line.errorText(),
          line.errors().size());
    }
    lines.print(terminal);
    options.written(terminal, table.page(part), folder, to -> table.publish(result, part, to));
  }

  @Command(
      name = "equivariance",
      header = "The error of random nets at their group's angles, beside escnn's.",
      description = {
        "",
        "Nets over C8 and C16 on smooth images of 65×65, for families of kernels. Some minutes."
      },
      optionListHeading = "%nOptions:%n",
      footerHeading = "%nExamples:%n",
      footer = {
        "  pinwheel reproduce equivariance --publish docs/results",
        "  pinwheel reproduce equivariance --families 'interpolated(cubic)' --nets 1 --images 2"
      })
  void equivariance(
      @Mixin CommonOptions common,
      @Option(
              names = "--families",
              paramLabel = "NAME",
              arity = "1..*",
              description =
                  "Families of kernels, beside each other (default: interpolated harmonic).")
          List<String> families,
      @Option(
              names = "--nets",
              paramLabel = "N",
              defaultValue = "4",
              description = "Random nets per case (default: ${DEFAULT-VALUE}).")
          int nets,
      @Option(
              names = "--images",
              paramLabel = "N",
              defaultValue = "6",
              description = "Images per net (default: ${DEFAULT-VALUE}).")
          int images,
      @Option(
              names = "--seed",
              paramLabel = "N",
              defaultValue = "1",
              description = "Of the images (default: ${DEFAULT-VALUE}).")
          long seed,
      @Option(
              names = "--run",
              paramLabel = "FOLDER",
              description = "Where page and JSON are written (default: runs/equivariance).")
          Path run,
      @Option(
              names = "--publish",
              paramLabel = "FOLDER",
              description = "Write equivariance.md and equivariance.json here, too.")
          Path publish) {
    EquivarianceTable.Result result =
        EquivarianceTable.run(
            families == null ? EquivarianceTable.FAMILIES : families,
            nets,
            images,
            seed,
            new Bars(terminal));
    EquivarianceTables.print(terminal, result);
    Path folder = run == null ? Runs.named("equivariance") : run;
    EquivarianceTable.publish(result, folder);
    TableOptions.written(
        terminal, "equivariance.md", folder, publish, to -> EquivarianceTable.publish(result, to));
  }
}
