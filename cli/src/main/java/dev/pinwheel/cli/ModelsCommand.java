package dev.pinwheel.cli;

import dev.pinwheel.models.ModelOptions;
import dev.pinwheel.models.NamedNet;
import dev.pinwheel.models.Nets;
import dev.pinwheel.nn.Net;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pinwheel models}: the nets by name, and what they are made of. */
@Command(
    name = "models",
    header = "List the nets by name, or show one layer by layer.",
    description = {
      "",
      "With a name: every layer with its feature type, output size and parameters. A size that"
          + " would break the net's symmetry is refused, with the nearest sizes that work."
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  pinwheel models",
      "  pinwheel models p4cnn",
      "  pinwheel models p4cnn --channels 3"
    })
final class ModelsCommand implements Runnable {
  private final Terminal terminal;

  @Mixin CommonOptions common;

  @Parameters(paramLabel = "NET", arity = "0..1", description = "A net's name.")
  private String name;

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      defaultValue = "28",
      description = "Height and width of the images (default: ${DEFAULT-VALUE}).")
  private int size;

  @Option(
      names = "--channels",
      paramLabel = "N",
      defaultValue = "1",
      description = "1 for grey images, 3 for colour (default: ${DEFAULT-VALUE}).")
  private int channels;

  @Option(
      names = "--classes",
      paramLabel = "N",
      defaultValue = "10",
      description = "Classes to tell apart (default: ${DEFAULT-VALUE}).")
  private int classes;

  ModelsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    ModelOptions options = new ModelOptions(channels, size, size, classes);
    if (name != null) {
      NamedNet named = NetNames.get(name);
      Net net = named.build(options);
      terminal
          .out()
          .println(terminal.styled("@|bold " + named.name() + "|@: ") + named.description());
      terminal.out().println(named.source());
      terminal.out().println();
      terminal.out().println(net.summary());
      terminal.out().flush();
      return;
    }
    Table table = new Table("name", "group", ">parameters", ">multiply-adds", "description");
    for (NamedNet named : Nets.all()) {
      Net net = named.build(options);
      table.row(
          named.name(),
          net.group(),
          String.format(Locale.ROOT, "%,d", net.parameterCount()),
          String.format(Locale.ROOT, "%,d", net.multiplyAdds()),
          named.description());
    }
    table.print(terminal);
  }
}
