package dev.pinwheel.report.page;

import java.util.List;

/**
 * A part of a page under a heading.
 *
 * @param id its anchor
 * @param title its heading
 * @param blocks what is in it
 */
public record Section(String id, String title, List<Block> blocks) {
  /**
   * Copies the list.
   *
   * @param id its anchor
   * @param title its heading
   * @param blocks what is in it
   */
  public Section {
    blocks = List.copyOf(blocks);
  }
}
