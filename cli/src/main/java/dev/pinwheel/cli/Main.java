package dev.pinwheel.cli;

import java.util.List;
import picocli.CommandLine;

/** Starts the command {@code pinwheel}. */
public final class Main {
  private Main() {}

  /**
   * Runs the command and ends the process with its exit code: 0 if all went well, 1 if it failed
   * for a reason it can name, 2 if the command line was wrong, 3 if a checked model is not
   * equivariant, 70 if there is a bug, 130 if it was interrupted.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    Terminal terminal = Terminal.ofProcess();
    start(terminal, Commands.all(terminal), arguments);
  }

  /**
   * Runs a command and ends the process. A signal ends it at once: LibTorch, taken down in good
   * order while a step is under way, would crash.
   */
  static void start(Terminal terminal, List<Object> commands, String... arguments) {
    Thread interruption =
        new Thread(
            () -> {
              Failures.printLine(terminal.err(), "interrupted");
              Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
            });
    Runtime.getRuntime().addShutdownHook(interruption);
    int exitCode = run(commandLine(terminal, commands), arguments);
    try {
      Runtime.getRuntime().removeShutdownHook(interruption);
    } catch (IllegalStateException signalled) {
      return;
    }
    System.exit(exitCode);
  }

  /** Runs the command in this process and returns its exit code. */
  static int run(Terminal terminal, String... arguments) {
    return run(commandLine(terminal, Commands.all(terminal)), arguments);
  }

  /** Runs a command; errors of Java, which picocli lets pass, are reported like exceptions. */
  static int run(CommandLine line, String... arguments) {
    try {
      return line.execute(arguments);
    } catch (Throwable failure) {
      boolean debug = List.of(arguments).contains(CommonOptions.DEBUG);
      return Failures.report(failure, line.getErr(), debug);
    }
  }

  /** Puts the command together: sub-commands, colours, and what to do about errors. */
  static CommandLine commandLine(Terminal terminal, List<Object> commands) {
    CommandLine line = new CommandLine(new PinwheelCommand());
    commands.forEach(line::addSubcommand);
    return line.setOut(terminal.out())
        .setErr(terminal.err())
        .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.ansi()))
        .setUsageHelpWidth(terminal.columns())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setAbbreviatedOptionsAllowed(false)
        .setParameterExceptionHandler(new UsageErrors())
        .setExecutionExceptionHandler(new Failures());
  }
}
