package dev.pinwheel.data.mnist;

import dev.pinwheel.data.DataException;
import dev.pinwheel.data.ImageShape;
import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.Progress;
import java.io.IOException;
import java.io.InputStream;

/**
 * The {@code .amat} format: one image of one channel a line, height·width numbers in [0, 1] column
 * by column, then the label, separated by blanks. Empty lines are passed over.
 *
 * <p>A number is read as the nearest double and then rounded to float.
 */
public final class Amat {
  private Amat() {}

  /**
   * Reads a set.
   *
   * @param in the text; read to its end, not closed
   * @param source what the text is called in messages
   * @param shape the images' shape, of one channel
   * @param classes the number of classes
   * @param name the new set's name
   * @param progress what is told of the bytes read
   * @param bytes the text's length, or {@link Progress#UNKNOWN}
   * @return the set, its images row by row
   * @throws DataException if the text can't be read, or a line has another number of columns, a
   *     value that is no number in [0, 1] or a label that is no class, with the line's number
   */
  public static LabelledImages read(
      InputStream in,
      String source,
      ImageShape shape,
      int classes,
      String name,
      Progress progress,
      long bytes) {
    if (shape.channels() != 1) {
      throw new DataException(source + ": shape " + shape + " for a format of one channel; use 1");
    }
    LabelledImages.Builder set = LabelledImages.builder(name, shape, classes);
    try (Progress.Task task = progress.begin("reading " + source, Progress.Unit.BYTES, bytes)) {
      NumberLines lines = new NumberLines(in, source, shape.size() + 1);
      double[] values = new double[shape.size() + 1];
      float[] image = new float[shape.size()];
      while (lines.next(values)) {
        try {
          transpose(values, shape, image);
          set.add(image, 0, label(values[shape.size()]));
        } catch (DataException e) {
          throw new DataException(
              source + " line " + lines.number() + ": " + e.getMessage() + "; fetch it again", e);
        }
        task.advance(lines.takeBytes());
      }
    } catch (IOException e) {
      throw new DataException("cannot read " + source + ": " + DataException.reason(e), e);
    }
    return set.build();
  }

  private static void transpose(double[] values, ImageShape shape, float[] image) {
    int k = 0;
    for (int j = 0; j < shape.width(); j++) {
      for (int i = 0; i < shape.height(); i++) {
        image[i * shape.width() + j] = (float) values[k++];
      }
    }
  }

  private static int label(double value) {
    if (value != Math.rint(value) || Math.abs(value) > 1e6) {
      throw new DataException("label " + value + " is no whole number");
    }
    return (int) value;
  }
}
