package dev.pinwheel.data.files;

import dev.pinwheel.data.DataException;
import dev.pinwheel.data.ImageShape;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How images of other sizes become images of one size, written {@code as-is}, {@code resize(64)},
 * {@code resize(48x64)} (rows × columns) or {@code crop(64)}.
 *
 * <p>All three commute with quarter turns and reflections, up to rounding: a turned file gives the
 * turned image.
 *
 * @param form what is done
 * @param height rows of the result
 * @param width columns of the result
 */
public record Sizing(Form form, int height, int width) {
  /** What is done to an image of another size. */
  public enum Form {
    /** Nothing: it is refused. */
    AS_IS("as-is"),
    /**
     * It is scaled until it just covers the size, and its middle is taken; proportions stay.
     * Scaling down averages all pixels.
     */
    RESIZE("resize"),
    /**
     * Its middle is taken at its own scale; what is missing at the sides repeats the border's
     * pixels. Between an even and an odd number of rows the middle lies between pixels, and
     * neighbours are averaged.
     */
    CROP("crop");

    private final String word;

    Form(String word) {
      this.word = word;
    }
  }

  private static final int MOST = 4096;
  private static final Pattern TEXT =
      Pattern.compile("(as-is|resize|crop)\\((\\d{1,6})(?:x(\\d{1,6}))?\\)");

  /**
   * Checks the size.
   *
   * @param form what is done
   * @param height rows of the result
   * @param width columns of the result
   * @throws DataException if a number is less than 1 or more than 4096
   */
  public Sizing {
    if (height < 1 || width < 1 || height > MOST || width > MOST) {
      throw new DataException(
          "images of %d×%d: use 1 to %d rows and columns".formatted(height, width, MOST));
    }
  }

  /**
   * Reads the written form.
   *
   * @param text such as {@code resize(64)}
   * @return the sizing
   * @throws DataException if it is none
   */
  public static Sizing parse(String text) {
    Matcher m = TEXT.matcher(text.replace(" ", ""));
    if (!m.matches()) {
      throw new DataException(
          "unknown sizing \"" + text + "\": use resize(64), resize(48x64), crop(64) or as-is(64)");
    }
    Form form = Form.AS_IS;
    for (Form candidate : Form.values()) {
      form = candidate.word.equals(m.group(1)) ? candidate : form;
    }
    int height = Integer.parseInt(m.group(2));
    return new Sizing(form, height, m.group(3) == null ? height : Integer.parseInt(m.group(3)));
  }

  /**
   * Makes an image one of this size.
   *
   * @param image the image; not modified
   * @return the image of this size, or the same one if it is of this size already
   * @throws BadImageException if it is of another size, and images are taken as they are
   */
  public PixelImage apply(PixelImage image) {
    ImageShape shape = image.shape();
    if (shape.height() == height && shape.width() == width) {
      return image;
    }
    return switch (form) {
      case AS_IS ->
          throw new BadImageException(
              Problem.Kind.SIZE,
              "is of size %d×%d, not %d×%d"
                  .formatted(shape.width(), shape.height(), width, height));
      case RESIZE -> Scaling.cover(image, height, width);
      case CROP -> Scaling.middle(image, height, width);
    };
  }

  @Override
  public String toString() {
    return form.word + "(" + height + (width == height ? "" : "x" + width) + ")";
  }
}
