package dev.pinwheel.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table of text with aligned columns. */
final class Table {
  private static final String GAP = "  ";

  private final boolean[] right;
  private final List<String[]> rows = new ArrayList<>();

  /**
   * Starts a table.
   *
   * @param headers the columns' headers; one that begins with {@code >} aligns its column right
   */
  Table(String... headers) {
    right = new boolean[headers.length];
    String[] names = new String[headers.length];
    for (int i = 0; i < headers.length; i++) {
      right[i] = headers[i].startsWith(">");
      names[i] = right[i] ? headers[i].substring(1) : headers[i];
    }
    rows.add(names);
  }

  /** Adds a row of one cell per column and returns this. */
  Table row(Object... cells) {
    if (cells.length != right.length) {
      throw new IllegalArgumentException(
          "a row of %d cells in a table of %d columns: give one cell per column"
              .formatted(cells.length, right.length));
    }
    rows.add(Arrays.stream(cells).map(String::valueOf).toArray(String[]::new));
    return this;
  }

  /** Prints the headers, in bold where there is colour, and the rows. */
  void print(Terminal terminal) {
    PrintWriter out = terminal.out();
    int[] widths = widths();
    for (int i = 0; i < rows.size(); i++) {
      String line = line(rows.get(i), widths);
      out.println(i == 0 && terminal.colour() ? "\u001b[1m" + line + "\u001b[0m" : line);
    }
    out.flush();
  }

  private int[] widths() {
    int[] widths = new int[right.length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], length(row[i]));
      }
    }
    return widths;
  }

  private String line(String[] row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.length; i++) {
      String fill = " ".repeat(widths[i] - length(row[i]));
      line.append(i == 0 ? "" : GAP);
      line.append(right[i] ? fill + row[i] : row[i] + fill);
    }
    return line.toString().stripTrailing();
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
