package dev.pinwheel.report.page;

import java.util.List;

/**
 * A page.
 *
 * @param title its heading
 * @param subtitle a line below it
 * @param highlights the figures that one looks for first
 * @param sections in order
 * @param footer the last line
 */
public record Page(
    String title, String subtitle, List<Fact> highlights, List<Section> sections, String footer) {
  /**
   * Copies the lists.
   *
   * @param title its heading
   * @param subtitle a line below it
   * @param highlights the figures that one looks for first
   * @param sections in order
   * @param footer the last line
   */
  public Page {
    highlights = List.copyOf(highlights);
    sections = List.copyOf(sections);
  }
}
