package dev.pinwheel.report.page;

import java.util.List;

/**
 * A table.
 *
 * @param caption what is in it
 * @param columns from left to right
 * @param rows a text for each column
 * @param form whether it is open at first
 */
public record Table(String caption, List<Column> columns, List<List<String>> rows, Form form)
    implements Block {
  /** Rows from which on a table is folded. */
  private static final int LONG = 25;

  /**
   * Copies the lists.
   *
   * @param caption what is in it
   * @param columns from left to right
   * @param rows a text for each column
   * @param form whether it is open at first
   * @throws IllegalArgumentException if a row has more or fewer texts than there are columns
   */
  public Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "a row of %d cells in a table of %d columns: give one cell per column"
                .formatted(row.size(), columns.size()));
      }
    }
  }

  /** Whether a table is open at first. */
  public enum Form {
    /** It is. */
    OPEN,
    /** It shows its caption and opens on a click. */
    FOLDED
  }

  /**
   * A column.
   *
   * @param name above it
   * @param align where its texts stand
   */
  public record Column(String name, Align align) {
    /**
     * A column of words.
     *
     * @param name above it
     * @return the column
     */
    public static Column words(String name) {
      return new Column(name, Align.LEFT);
    }

    /**
     * A column of numbers.
     *
     * @param name above it
     * @return the column
     */
    public static Column numbers(String name) {
      return new Column(name, Align.RIGHT);
    }
  }

  /** Where a column's texts stand. */
  public enum Align {
    /** Words. */
    LEFT,
    /** Numbers. */
    RIGHT
  }

  /**
   * A table that is folded if it is long.
   *
   * @param caption what is in it
   * @param columns from left to right
   * @param rows a text for each column
   * @return the table
   */
  public static Table of(String caption, List<Column> columns, List<List<String>> rows) {
    return new Table(caption, columns, rows, rows.size() > LONG ? Form.FOLDED : Form.OPEN);
  }

  /**
   * Whether it is folded.
   *
   * @return whether one has to open it
   */
  public boolean isFolded() {
    return form == Form.FOLDED;
  }

  /**
   * The style of a column's cells.
   *
   * @param column its number, from 0
   * @return the name of a class of the page's style sheet
   */
  public String style(int column) {
    return columns.get(column).align() == Align.RIGHT ? "number" : "words";
  }
}
