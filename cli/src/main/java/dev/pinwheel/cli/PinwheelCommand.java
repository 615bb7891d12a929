package dev.pinwheel.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What {@code pinwheel} is without a sub-command: its help and its version. */
@Command(
    name = "pinwheel",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Version.class,
    header = "Group-equivariant convolutional networks: networks that know about symmetry.",
    description = {
      "",
      "A network of Pinwheel answers a turned or mirrored picture with a turned or mirrored"
          + " feature map, by construction and not by training."
    },
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  pinwheel quickstart                  train a P4CNN and prove its symmetry",
      "  pinwheel train p4cnn --epochs 20     train a net into a run folder",
      "  pinwheel train --data tiles/         on images of your own, a folder for each class",
      "  pinwheel predict runs/p4cnn new/     the classes of images in files",
      "  pinwheel check runs/p4cnn            the equivariance error, layer by layer",
      "  pinwheel data list                   what data sets there are",
      "",
      "'pinwheel COMMAND --help' explains a command.",
      "Environment: PINWHEEL_CACHE (folder for data), PINWHEEL_JAVA_OPTS (such as -Xmx4g),"
          + " NO_COLOR.",
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 not equivariant, 70 a bug, 130 interrupted."
    })
final class PinwheelCommand extends CommandGroup {
  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version and exit.")
  boolean version;
}
