package dev.pinwheel.report.picture;

import java.util.List;

/** Pictures side by side on white, enlarged, in rows. */
public final class Sheet {
  private static final int TILE = 112;
  private static final int GAP = 8;
  private static final int WHITE = 0xFFFFFF;

  private Sheet() {}

  /**
   * Puts pictures onto a sheet, each as large as its pixels allow within a square.
   *
   * @param rows at least one picture
   * @return the sheet
   * @throws IllegalArgumentException if there is no picture
   */
  public static Picture of(List<? extends List<Picture>> rows) {
    int most = rows.stream().mapToInt(List::size).max().orElse(0);
    if (most == 0) {
      throw new IllegalArgumentException("a sheet of no pictures: give at least one");
    }
    int step = TILE + GAP;
    int width = most * step + GAP;
    return Picture.of(
        rows.size() * step + GAP,
        width,
        i -> {
          int y = i / width - GAP;
          int x = i % width - GAP;
          if (y < 0 || x < 0 || y % step >= TILE || x % step >= TILE) {
            return WHITE;
          }
          List<Picture> row = rows.get(y / step);
          return x / step < row.size() ? colour(row.get(x / step), y % step, x % step) : WHITE;
        });
  }

  private static int colour(Picture picture, int y, int x) {
    int side = Math.max(picture.height(), picture.width());
    int row = y * side / TILE;
    int column = x * side / TILE;
    return row < picture.height() && column < picture.width() ? picture.colour(row, column) : WHITE;
  }
}
