package dev.pinwheel.report.page;

import dev.pinwheel.report.picture.Picture;
import java.util.List;

/**
 * Feature maps of an image and of its turned copies.
 *
 * @param columns what is above the maps
 * @param rows a copy each
 */
public record MapTable(List<String> columns, List<Line> rows) implements Block {
  /**
   * Copies the lists.
   *
   * @param columns what is above the maps
   * @param rows a copy each
   */
  public MapTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /**
   * One copy.
   *
   * @param label how it is turned
   * @param image what the net saw
   * @param maps a map for each column
   * @param followed the number of the map that is outlined; −1 for none
   * @param note beside the row
   */
  public record Line(String label, Picture image, List<Picture> maps, int followed, String note) {
    /**
     * Copies the list.
     *
     * @param label how it is turned
     * @param image what the net saw
     * @param maps a map for each column
     * @param followed the number of the map that is outlined; −1 for none
     * @param note beside the row
     */
    public Line {
      maps = List.copyOf(maps);
    }

    /**
     * The style of a map.
     *
     * @param map its number
     * @return the name of a class of the page's style sheet
     */
    public String style(int map) {
      return map == followed ? "map followed" : "map";
    }
  }
}
