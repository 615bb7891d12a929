package dev.pinwheel.data.files;

import dev.pinwheel.data.DataException;
import dev.pinwheel.data.ImageShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How a file becomes an image of a net: decoded, made grey or coloured, brought to size, and
 * rounded to 8 bits where the file has no more. The same in training and in prediction.
 *
 * @param channels 1 for grey, 3 for colour
 * @param sizing how it is brought to size
 */
public record Intake(int channels, Sizing sizing) {
  private static final long MOST_BYTES = 1L << 29;

  /**
   * Checks the channels.
   *
   * @param channels 1 for grey, 3 for colour
   * @param sizing how it is brought to size
   * @throws DataException if there is another number of channels
   */
  public Intake {
    if (channels != 1 && channels != 3) {
      throw new DataException(
          "images of " + channels + " channels: files give 1 (grey) or 3 (colour)");
    }
  }

  /**
   * Returns the shape of every image.
   *
   * @return {@code [channels, height, width]}
   */
  public ImageShape shape() {
    return new ImageShape(channels, sizing.height(), sizing.width());
  }

  /**
   * Makes a file's content an image.
   *
   * @param file the content; not modified
   * @return an image of {@link #shape()}
   * @throws BadImageException if it is no image that can be taken
   */
  public PixelImage image(byte[] file) {
    return sizing.apply(ImageDecoder.decode(file).withChannels(channels)).rounded();
  }

  /**
   * Reads how many pixels a file's content says it has, and decodes none.
   *
   * @param file the content; not modified
   * @return the number of pixels
   * @throws BadImageException if it is no image that can be taken
   */
  public static long pixels(byte[] file) {
    ImageDecoder.Size size = ImageDecoder.size(file);
    return (long) size.width() * size.height();
  }

  /**
   * Makes a file an image.
   *
   * @param file the file
   * @return an image of {@link #shape()}
   * @throws BadImageException if it is no image that can be taken, or can't be read
   */
  public PixelImage image(Path file) {
    return image(bytes(file));
  }

  /** Reads a whole file, if that is not too much. */
  static byte[] bytes(Path file) {
    try {
      long size = Files.size(file);
      if (size > MOST_BYTES) {
        throw new BadImageException(
            Problem.Kind.HUGE, "has %,d bytes, more than are read".formatted(size));
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new BadImageException(
          Problem.Kind.MISSING, "can't be read: " + DataException.reason(e), e);
    }
  }
}
