package dev.pinwheel.data.augment;

/** Bilinear interpolation on the pixel grid; every pixel outside the grid is zero. */
public final class Bilinear {
  private Bilinear() {}

  /**
   * Interpolates one plane at a point. With i = ⌊row⌋, j = ⌊column⌋, r = row − i and c = column − j
   * the value is {@code (1 − r)·((1 − c)·p(i, j) + c·p(i, j + 1)) + r·((1 − c)·p(i + 1, j) + c·p(i
   * + 1, j + 1))} in double precision, in this order of operations.
   *
   * @param source holds the plane, row by row; not modified
   * @param offset where the plane starts
   * @param height its rows
   * @param width its columns
   * @param row the point's row, 0 at the centre of the first row of pixels
   * @param column the point's column, 0 at the centre of the first column of pixels
   * @return the value; 0 at a distance of 1 or more from the grid
   */
  public static double at(
      float[] source, int offset, int height, int width, double row, double column) {
    if (!(row > -1 && row < height && column > -1 && column < width)) {
      return 0;
    }
    int i = (int) Math.floor(row);
    int j = (int) Math.floor(column);
    double r = row - i;
    double c = column - j;
    int k = offset + i * width + j;
    if (i >= 0 && j >= 0 && i < height - 1 && j < width - 1) {
      return (1 - r) * ((1 - c) * source[k] + c * source[k + 1])
          + r * ((1 - c) * source[k + width] + c * source[k + width + 1]);
    }
    boolean left = j >= 0;
    boolean right = j < width - 1;
    double top = 0;
    if (i >= 0) {
      top = (1 - c) * (left ? source[k] : 0) + c * (right ? source[k + 1] : 0);
    }
    double bottom = 0;
    if (i < height - 1) {
      bottom = (1 - c) * (left ? source[k + width] : 0) + c * (right ? source[k + width + 1] : 0);
    }
    return (1 - r) * top + r * bottom;
  }
}
