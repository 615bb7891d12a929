package dev.pinwheel.report;

import java.util.Locale;

/** Numbers as people read them. */
final class Words {
  private static final int SHORT = 18;

  /** Control characters, and those that change the direction of writing. */
  private static final String UNSEEN = "[\\p{Cntrl}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}]";

  private Words() {}

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A fraction in percent. */
  static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * fraction);
  }

  /** An error that may be tiny. */
  static String error(double error) {
    if (Double.isNaN(error)) {
      return "–";
    }
    if (error == 0) {
      return "0";
    }
    return error < 1e-4 ? String.format(Locale.ROOT, "%.1e", error) : percent(error);
  }

  /** A number of bytes. */
  static String bytes(long bytes) {
    return bytes < 1 << 20
        ? String.format(Locale.ROOT, "%,.1f KiB", bytes / 1024.0)
        : String.format(Locale.ROOT, "%,.1f MiB", bytes / 1048576.0);
  }

  /** A time. */
  static String seconds(double seconds) {
    long whole = Math.round(seconds);
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    return whole < 3600
        ? whole / 60 + " min " + whole % 60 + " s"
        : whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }

  /** A name that fits into a plot, on one line, and is never nothing, which can't be drawn. */
  static String shortened(String name) {
    String line = name.isEmpty() ? " " : name.replaceAll(UNSEEN, " ");
    return line.codePointCount(0, line.length()) <= SHORT
        ? line
        : line.substring(0, line.offsetByCodePoints(0, SHORT - 1)) + "…";
  }
}
