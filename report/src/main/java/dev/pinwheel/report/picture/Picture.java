package dev.pinwheel.report.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.IntUnaryOperator;
import javax.imageio.ImageIO;

/** A picture of coloured pixels. Immutable; equal pixels make equal pictures. */
public final class Picture {
  private final int height;
  private final int width;
  private final int[] colours;

  private Picture(int height, int width, int[] colours) {
    this.height = height;
    this.width = width;
    this.colours = colours;
  }

  /**
   * A picture of given pixels.
   *
   * @param height rows
   * @param width columns
   * @param colour the colour of each pixel, as 0xRRGGBB, by its row-major number
   * @return the picture
   * @throws IllegalArgumentException if it has no pixel
   */
  public static Picture of(int height, int width, IntUnaryOperator colour) {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "a picture of " + height + "×" + width + " pixels: give sizes of at least 1");
    }
    int[] colours = new int[height * width];
    Arrays.setAll(colours, i -> colour.applyAsInt(i) & 0xFFFFFF);
    return new Picture(height, width, colours);
  }

  /**
   * A picture of an image as nets take it.
   *
   * @param values in [0, 1], channel by channel, row by row; what is beyond is cut off
   * @param channels 3 for red, green and blue; of any other number the first is shown, in grey
   * @param height rows
   * @param width columns
   * @return the picture
   */
  public static Picture ofImage(double[] values, int channels, int height, int width) {
    int plane = channels == 3 ? height * width : 0;
    return of(
        height,
        width,
        i -> level(values[i]) << 16 | level(values[plane + i]) << 8 | level(values[2 * plane + i]));
  }

  private static int level(double value) {
    return (int) Math.round(255 * Math.max(0, Math.min(1, value)));
  }

  /**
   * A picture of numbers of either sign: white for zero, towards red for positive and blue for
   * negative ones, which the colour-blind can tell apart.
   *
   * @param values row by row
   * @param height rows
   * @param width columns
   * @param scale the size of a number that has the full colour
   * @return the picture
   */
  public static Picture ofMap(double[] values, int height, int width, double scale) {
    return of(height, width, i -> Diverging.colour(scale == 0 ? 0 : values[i] / scale));
  }

  /**
   * How many rows it has.
   *
   * @return at least 1
   */
  public int height() {
    return height;
  }

  /**
   * How many columns it has.
   *
   * @return at least 1
   */
  public int width() {
    return width;
  }

  /**
   * The colour of a pixel.
   *
   * @param row from the top
   * @param column from the left
   * @return 0xRRGGBB
   */
  public int colour(int row, int column) {
    return colours[row * width + column];
  }

  /**
   * The picture as a file.
   *
   * @return a PNG's bytes
   */
  public byte[] png() {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, width, height, colours, 0, width);
    return png(image);
  }

  /** An image as a PNG's bytes. */
  static byte[] png(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * The picture as a part of a page.
   *
   * @return an address that holds the PNG itself
   */
  public String dataUri() {
    return dataUri(png());
  }

  /** A PNG's bytes as an address. */
  static String dataUri(byte[] png) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Picture p
        && height == p.height
        && width == p.width
        && Arrays.equals(colours, p.colours);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * height + width) + Arrays.hashCode(colours);
  }

  @Override
  public String toString() {
    return "picture of " + height + "×" + width;
  }
}
