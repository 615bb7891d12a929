package dev.pinwheel.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** The options that every command has. */
@Command
final class CommonOptions {
  /** The option that shows stack traces. */
  static final String DEBUG = "--debug";

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  @Option(names = DEBUG, description = "Show the stack trace of a failure.")
  boolean debug;

  /** Returns whether {@code --debug} was given, to the command or to one that holds it. */
  static boolean debug(ParseResult parsed) {
    for (ParseResult at = parsed; at != null; at = at.subcommand()) {
      if (at.hasMatchedOption(DEBUG)) {
        return true;
      }
    }
    return false;
  }
}
