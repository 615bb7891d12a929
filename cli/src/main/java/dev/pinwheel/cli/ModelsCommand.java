package dev.pinwheel.cli;

import dev.pinwheel.models.ModelOptions;
import dev.pinwheel.models.NamedNet;
import dev.pinwheel.models.NetFile;
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
      "  pinwheel models p4cnn --channels 3",
      "  pinwheel models allcnn-p4m-exact --json > mine.json"
    })
final class ModelsCommand implements Runnable {
  private final Terminal terminal;

  @Mixin CommonOptions common;

  @Parameters(
      paramLabel = "NET",
      arity = "0..1",
      description = "A net's name, or a net file such as mine.json.")
  private String name;

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      description = "Height and width of the images (default: those the net is meant for).")
  private Integer size;

  @Option(
      names = "--channels",
      paramLabel = "N",
      description = "1 for grey images, 3 for colour (default: what the net is meant for).")
  private Integer channels;

  @Option(
      names = "--classes",
      paramLabel = "N",
      description = "Classes to tell apart (default: what the net is meant for).")
  private Integer classes;

  @Option(names = "--json", description = "Print the net as a net file, to be changed and trained.")
  private boolean json;

  ModelsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    if (name != null) {
      NamedNet named = NetNames.get(name);
      if (json) {
        terminal.out().print(file(named).text());
      } else {
        describe(named);
      }
      terminal.out().flush();
      return;
    }
    Table table =
        new Table("name", "group", "images", ">parameters", ">multiply-adds", "description");
    for (NamedNet named : Nets.all()) {
      ModelOptions options = options(named);
      Net net = named.build(options);
      table.row(
          named.name(),
          net.group(),
          options.channels() + "×" + options.height() + "×" + options.width(),
          String.format(Locale.ROOT, "%,d", net.parameterCount()),
          String.format(Locale.ROOT, "%,d", net.multiplyAdds()),
          named.description());
    }
    table.print(terminal);
  }

  private static NetFile file(NamedNet named) {
    return named
        .file()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the net '" + named.name() + "' is built by code and has no net file"));
  }

  private void describe(NamedNet named) {
    Net net = named.build(options(named));
    terminal
        .out()
        .println(terminal.styled("@|bold " + named.name() + "|@: ") + named.description());
    terminal.out().println(named.source());
    terminal.out().println();
    terminal.out().println(net.summary());
  }

  private ModelOptions options(NamedNet named) {
    ModelOptions usual = named.images();
    return new ModelOptions(
        channels == null ? usual.channels() : channels,
        size == null ? usual.height() : size,
        size == null ? usual.width() : size,
        classes == null ? usual.classes() : classes);
  }
}
