package dev.pinwheel.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that only holds sub-commands: to call it alone is an error of usage. */
abstract class CommandGroup implements Runnable {
  @Mixin CommonOptions common;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "which command? One of: " + String.join(", ", spec.subcommands().keySet()));
  }
}
