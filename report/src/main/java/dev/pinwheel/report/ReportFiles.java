package dev.pinwheel.report;

import java.nio.file.Path;

/**
 * Where a report is.
 *
 * @param page the page
 * @param plots the folder of its plots, as PNG files
 */
public record ReportFiles(Path page, Path plots) {
  private static final String END = ".html";
  private static final String REPORT = "report";

  /**
   * The report of a run.
   *
   * @param folder the run's folder
   * @return {@code report.html} and {@code plots} in it
   */
  public static ReportFiles in(Path folder) {
    return at(folder.resolve(REPORT + END));
  }

  /**
   * A page of any name.
   *
   * @param page such as {@code tiles.html}
   * @return the page, and a folder beside it: {@code plots} for a {@code report.html}, else for
   *     example {@code tiles-plots}
   */
  public static ReportFiles at(Path page) {
    String name = page.getFileName().toString();
    String stem = name.endsWith(END) ? name.substring(0, name.length() - END.length()) : name;
    return new ReportFiles(
        page, page.resolveSibling(stem.equals(REPORT) ? "plots" : stem + "-plots"));
  }
}
