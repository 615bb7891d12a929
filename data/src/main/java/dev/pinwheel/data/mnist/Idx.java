package dev.pinwheel.data.mnist;

import dev.pinwheel.data.DataException;
import dev.pinwheel.data.ImageShape;
import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.io.AtomicFile;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.ZipException;

/**
 * The idx format: big-endian 32-bit words, then unsigned bytes.
 *
 * <p>Images: 2051, count, rows, columns, then the pixels row by row. Labels: 2049, count, then one
 * byte each. Files may be gzipped; their first bytes tell.
 */
public final class Idx {
  private static final int IMAGES = 0x0803;
  private static final int LABELS = 0x0801;

  private Idx() {}

  /**
   * Reads a file of images and the file of their labels.
   *
   * @param images the images, raw or gzipped
   * @param labels the labels, raw or gzipped
   * @param name the new set's name
   * @param classes the number of classes
   * @return the set, of shape {@code [1, rows, columns]}
   * @throws DataException if a file can't be read, begins with another number, is shorter or longer
   *     than its sizes say, if the files' counts differ, or if a label is no class
   */
  public static LabelledImages read(Path images, Path labels, String name, int classes) {
    int[] sizes = new int[3];
    byte[] pixels = body(images, IMAGES, "images", sizes);
    int[] labelSizes = new int[1];
    byte[] classOf = body(labels, LABELS, "labels", labelSizes);
    if (labelSizes[0] != sizes[0]) {
      throw new DataException(
          "%s has %d images but %s %d labels: give the two files of one set"
              .formatted(images, sizes[0], labels, labelSizes[0]));
    }
    ImageShape shape = new ImageShape(1, sizes[1], sizes[2]);
    LabelledImages.Builder set = LabelledImages.builder(name, shape, classes);
    for (int i = 0; i < sizes[0]; i++) {
      set.add(pixels, i * shape.size(), classOf[i] & 0xff);
    }
    return set.build();
  }

  /**
   * Writes a set of one channel as two raw files, each atomically. Pixels become the nearest of 256
   * levels.
   *
   * @param set the set, of at most 256 classes
   * @param images the file of images to make or replace
   * @param labels the file of labels to make or replace
   * @throws DataException if the set has more channels or classes, or a file can't be written
   */
  public static void write(LabelledImages set, Path images, Path labels) {
    ImageShape shape = set.shape();
    if (shape.channels() != 1 || set.classes() > 256) {
      throw new DataException(
          "idx files hold one channel and up to 256 classes, not " + set + ": use another format");
    }
    AtomicFile.write(
        images,
        stream -> {
          DataOutputStream out = new DataOutputStream(stream);
          out.writeInt(IMAGES);
          out.writeInt(set.count());
          out.writeInt(shape.height());
          out.writeInt(shape.width());
          float[] image = new float[shape.size()];
          byte[] levels = new byte[shape.size()];
          for (int i = 0; i < set.count(); i++) {
            set.copyImage(i, image, 0);
            for (int k = 0; k < levels.length; k++) {
              levels[k] = (byte) Math.round(image[k] * 255);
            }
            out.write(levels);
          }
          out.flush();
        });
    AtomicFile.write(
        labels,
        stream -> {
          DataOutputStream out = new DataOutputStream(stream);
          out.writeInt(LABELS);
          out.writeInt(set.count());
          for (int label : set.labels()) {
            out.write(label);
          }
          out.flush();
        });
  }

  private static byte[] body(Path file, int magic, String kind, int[] sizes) {
    try (InputStream in = RawOrGzip.open(file)) {
      ByteBuffer header = ByteBuffer.wrap(in.readNBytes(4 + 4 * sizes.length));
      int found = header.remaining() < 4 ? magic : header.getInt(0);
      if (found != magic) {
        throw new DataException(
            "%s begins with %d, not %d: it is no idx file of %s"
                .formatted(file, found, magic, kind));
      }
      if (header.remaining() < 4 + 4 * sizes.length) {
        throw truncated(file, "its header of " + (4 + 4 * sizes.length) + " bytes");
      }
      header.getInt();
      double length = 1;
      for (int k = 0; k < sizes.length; k++) {
        sizes[k] = header.getInt();
        length *= sizes[k];
        if (sizes[k] < 1 || length > Integer.MAX_VALUE - 16) {
          throw new DataException(
              "%s: size %d of its %s is out of range: fetch the file again"
                  .formatted(file, sizes[k], kind));
        }
      }
      byte[] bytes = in.readNBytes((int) length);
      if (bytes.length < (int) length) {
        throw truncated(file, "byte " + bytes.length + " of " + (int) length + " of its " + kind);
      }
      if (in.read() >= 0) {
        throw new DataException(
            file + " goes on after its " + sizes[0] + " " + kind + ": fetch the file again");
      }
      return bytes;
    } catch (EOFException e) {
      throw truncated(file, "the end of its gzip stream");
    } catch (ZipException e) {
      throw new DataException(file + " is damaged (" + e.getMessage() + "): fetch it again", e);
    } catch (IOException e) {
      throw DataException.reading(file, e);
    }
  }

  private static DataException truncated(Path file, String where) {
    return new DataException(file + " is truncated at " + where + ": fetch the file again");
  }
}
