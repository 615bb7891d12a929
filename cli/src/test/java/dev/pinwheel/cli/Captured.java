package dev.pinwheel.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A call of {@code pinwheel} in this process, and what it wrote. */
record Captured(int exitCode, String out, String err) {
  /** Calls with {@link Samples} in place of rotated MNIST. */
  static Captured run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal = Terminal.plain(new PrintWriter(out), new PrintWriter(err));
    int exitCode =
        Main.run(Main.commandLine(terminal, Commands.all(terminal, new Samples())), arguments);
    return new Captured(exitCode, out.toString(), err.toString());
  }

  /** Calls with words that a blank separates. */
  static Captured line(String arguments) {
    return run(arguments.split(" "));
  }
}
