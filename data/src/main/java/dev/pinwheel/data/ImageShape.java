package dev.pinwheel.data;

/**
 * The shape {@code [channels, height, width]} of an image.
 *
 * @param channels the number of channels, at least 1
 * @param height the number of rows, at least 1
 * @param width the number of columns, at least 1
 */
public record ImageShape(int channels, int height, int width) {
  /**
   * Checks the sizes.
   *
   * @param channels the number of channels, at least 1
   * @param height the number of rows, at least 1
   * @param width the number of columns, at least 1
   * @throws DataException if a size is less than 1 or an image would not fit an array
   */
  public ImageShape {
    if (channels < 1 || height < 1 || width < 1) {
      throw new DataException(
          "image shape [" + channels + ", " + height + ", " + width + "]: use sizes of at least 1");
    }
    if ((double) channels * height * width > Integer.MAX_VALUE) {
      throw new DataException(
          "image shape [" + channels + ", " + height + ", " + width + "]: too large for one array");
    }
  }

  /**
   * Returns the number of values in an image.
   *
   * @return channels · height · width
   */
  public int size() {
    return channels * height * width;
  }

  @Override
  public String toString() {
    return "[" + channels + ", " + height + ", " + width + "]";
  }
}
