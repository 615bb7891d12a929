package dev.pinwheel.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine.Help.Ansi;

/**
 * Where a command writes, and what it can do there.
 *
 * @param out standard output: results
 * @param err standard error: messages and progress
 * @param outInteractive whether {@code out} is a terminal
 * @param errInteractive whether {@code err} is a terminal, where lines can be redrawn
 * @param colour whether colours are wanted on {@code out}
 * @param unicode whether block characters can be shown
 * @param columns the width in characters
 */
record Terminal(
    PrintWriter out,
    PrintWriter err,
    boolean outInteractive,
    boolean errInteractive,
    boolean colour,
    boolean unicode,
    int columns) {
  private static final int DEFAULT_COLUMNS = 80;
  private static final int MIN_COLUMNS = 55;
  private static final int MAX_COLUMNS = 120;

  /** Returns the terminal of this process. */
  static Terminal ofProcess() {
    return of(
        new PrintWriter(System.out, true, Charset.defaultCharset()),
        new PrintWriter(System.err, true, Charset.defaultCharset()),
        System.getenv(),
        System.getProperties());
  }

  /** Returns this terminal with other results: those of a file have no colour. */
  Terminal to(PrintWriter other) {
    return other.equals(out) ? this : plain(other, err);
  }

  /** Returns files or pipes: no colour, no redrawing, ASCII. */
  static Terminal plain(PrintWriter out, PrintWriter err) {
    return new Terminal(out, err, false, false, false, false, DEFAULT_COLUMNS);
  }

  /**
   * Decides what the streams can do. The launcher says in {@code pinwheel.stdout} and {@code
   * pinwheel.stderr} which of them are terminals; without it, neither is.
   */
  static Terminal of(
      PrintWriter out, PrintWriter err, Map<String, String> environment, Properties properties) {
    boolean dumb = environment.getOrDefault("TERM", "dumb").equals("dumb");
    boolean outInteractive = interactive(properties, "pinwheel.stdout");
    boolean errInteractive = interactive(properties, "pinwheel.stderr");
    boolean colour = outInteractive && !dumb && environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Terminal(
        out,
        err,
        outInteractive,
        errInteractive && !dumb,
        colour,
        Charset.defaultCharset().newEncoder().canEncode('█'),
        columns(properties.getProperty("pinwheel.columns", "")));
  }

  private static boolean interactive(Properties properties, String key) {
    return properties.getProperty(key, "").equals("terminal");
  }

  private static int columns(String said) {
    int columns = said.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(said) : DEFAULT_COLUMNS;
    return Math.max(MIN_COLUMNS, Math.min(MAX_COLUMNS, columns));
  }

  /** Returns how picocli is to colour. */
  Ansi ansi() {
    return colour ? Ansi.ON : Ansi.OFF;
  }

  /** Returns a text with picocli's markup, such as {@code @|bold word|@}, as it is to be shown. */
  String styled(String markup) {
    return ansi().string(markup);
  }
}
