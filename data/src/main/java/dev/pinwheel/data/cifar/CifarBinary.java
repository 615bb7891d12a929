package dev.pinwheel.data.cifar;

import dev.pinwheel.data.DataException;
import dev.pinwheel.data.ImageShape;
import dev.pinwheel.data.LabelledImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The binary form of CIFAR-10: for each image one byte for the label, then 1024 bytes each of red,
 * green and blue, row by row.
 */
public final class CifarBinary {
  /** The shape of every image. */
  public static final ImageShape SHAPE = new ImageShape(3, 32, 32);

  /** The number of classes. */
  public static final int CLASSES = 10;

  /** How the files' names end. */
  static final String END = ".bin";

  /** Bytes of an image and its label. */
  static final int RECORD = 1 + SHAPE.size();

  private CifarBinary() {}

  /**
   * Appends the images of a file.
   *
   * @param file the file
   * @param images a set of {@link #SHAPE} and {@link #CLASSES}. Modified: takes the images.
   * @throws DataException if the file can't be read, is no whole number of records, or holds a
   *     label that is no class
   */
  public static void read(Path file, LabelledImages.Builder images) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw DataException.reading(file, e);
    }
    if (bytes.length == 0 || bytes.length % RECORD != 0) {
      throw new DataException(
          "%s has %d bytes, which are no records of %d bytes: fetch it again"
              .formatted(file, bytes.length, RECORD));
    }
    for (int start = 0; start < bytes.length; start += RECORD) {
      images.add(bytes, start + 1, bytes[start] & 0xff);
    }
  }
}
