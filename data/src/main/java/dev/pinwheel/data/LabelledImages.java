package dev.pinwheel.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An immutable set of images of one shape with their labels, in memory.
 *
 * <p>Pixels are floats in [0, 1]; a pixel of 8 bits with level b is exactly {@code b / 255f}. An
 * image of shape {@code [channels, height, width]} takes channels·height·width bytes if it was
 * given as 8-bit levels, and four times as many if it was given as floats; subsets share the
 * images' memory.
 */
public final class LabelledImages {
  private final String name;
  private final ImageShape shape;
  private final int classes;
  private final StoredImage[] images;
  private final int[] labels;
  private final String[] origins;
  private volatile String sha256;

  private LabelledImages(
      String name,
      ImageShape shape,
      int classes,
      StoredImage[] images,
      int[] labels,
      String[] origins) {
    if (images.length == 0) {
      throw new DataException("image set \"" + name + "\" is empty: give at least one image");
    }
    this.name = name;
    this.shape = shape;
    this.classes = classes;
    this.images = images;
    this.labels = labels;
    this.origins = origins;
  }

  /**
   * Starts a set.
   *
   * @param name the set's name, such as {@code mnist/train}
   * @param shape the shape of every image
   * @param classes the number of classes; labels are 0, …, classes − 1
   * @return a builder without images
   * @throws DataException if classes is less than 1
   */
  public static Builder builder(String name, ImageShape shape, int classes) {
    if (classes < 1) {
      throw new DataException(
          "image set \"" + name + "\": " + classes + " classes; use at least 1");
    }
    return new Builder(name, shape, classes);
  }

  /** Collects the images of a set, in order. Not for use by several threads at once. */
  public static final class Builder {
    private final String name;
    private final ImageShape shape;
    private final int classes;
    private final List<StoredImage> images = new ArrayList<>();
    private final Map<Integer, String> origins = new HashMap<>();
    private int[] labels = new int[16];

    private Builder(String name, ImageShape shape, int classes) {
      this.name = name;
      this.shape = shape;
      this.classes = classes;
    }

    /**
     * Appends an image of floats.
     *
     * @param source holds the image's pixels, in [0, 1]; not modified, and copied
     * @param offset where the image starts
     * @param label its class
     * @return this
     * @throws DataException if a pixel is outside [0, 1] or not a number, or the label is no class
     * @throws IndexOutOfBoundsException if the source ends before the image does
     */
    public Builder add(float[] source, int offset, int label) {
      float[] image = Arrays.copyOfRange(source, offset, checkedEnd(source.length, offset));
      for (float pixel : image) {
        if (!(pixel >= 0 && pixel <= 1)) {
          throw new DataException(
              "image " + images.size() + " of \"" + name + "\": pixel " + pixel + " not in [0, 1]");
        }
      }
      return append(new StoredImage.Floats(image), label);
    }

    /**
     * Appends an image of 8-bit levels.
     *
     * @param source holds the image's levels, as unsigned bytes; not modified
     * @param offset where the image starts
     * @param label its class
     * @return this
     * @throws DataException if the label is no class
     * @throws IndexOutOfBoundsException if the source ends before the image does
     */
    public Builder add(byte[] source, int offset, int label) {
      byte[] image = Arrays.copyOfRange(source, offset, checkedEnd(source.length, offset));
      return append(new StoredImage.Levels(image), label);
    }

    /**
     * Says where the image that was added last came from.
     *
     * @param origin such as a file, for people
     * @return this
     * @throws IllegalStateException if none was added
     */
    public Builder from(String origin) {
      if (images.isEmpty()) {
        throw new IllegalStateException("no image of \"" + name + "\" was added yet: add it first");
      }
      origins.put(images.size() - 1, origin);
      return this;
    }

    /**
     * Returns how many images were added.
     *
     * @return the count so far
     */
    public int count() {
      return images.size();
    }

    /**
     * Makes the set of the images added so far.
     *
     * @return the set
     * @throws DataException if there is no image
     */
    public LabelledImages build() {
      StoredImage[] all = images.toArray(new StoredImage[0]);
      String[] from = new String[all.length];
      origins.forEach((index, origin) -> from[index] = origin);
      return new LabelledImages(name, shape, classes, all, Arrays.copyOf(labels, all.length), from);
    }

    private int checkedEnd(int length, int offset) {
      if (offset < 0 || offset > length - shape.size()) {
        throw new IndexOutOfBoundsException(
            "image of " + shape.size() + " values at " + offset + " in an array of " + length);
      }
      return offset + shape.size();
    }

    private Builder append(StoredImage image, int label) {
      int index = images.size();
      if (label < 0 || label >= classes) {
        throw new DataException(
            "image %d of \"%s\": label %d; use 0 to %d".formatted(index, name, label, classes - 1));
      }
      if (index == labels.length) {
        labels = Arrays.copyOf(labels, 2 * index);
      }
      labels[index] = label;
      images.add(image);
      return this;
    }
  }

  /**
   * The two parts of a set.
   *
   * @param rest the images that remain
   * @param heldOut the images held out
   */
  public record Split(LabelledImages rest, LabelledImages heldOut) {}

  /**
   * Returns the set's name.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * Returns the shape of every image.
   *
   * @return {@code [channels, height, width]}
   */
  public ImageShape shape() {
    return shape;
  }

  /**
   * Returns the number of classes.
   *
   * @return the number, labels being less
   */
  public int classes() {
    return classes;
  }

  /**
   * Returns the number of images.
   *
   * @return the number, at least 1
   */
  public int count() {
    return images.length;
  }

  /**
   * Returns an image's label.
   *
   * @param index which image, from 0
   * @return its class
   * @throws IndexOutOfBoundsException if there is no such image
   */
  public int label(int index) {
    return labels[index];
  }

  /**
   * Returns where an image came from.
   *
   * @param index which image, from 0
   * @return such as a file, for people; nothing if nobody said
   * @throws IndexOutOfBoundsException if there is no such image
   */
  public Optional<String> origin(int index) {
    return Optional.ofNullable(origins[index]);
  }

  /**
   * Returns all labels.
   *
   * @return a new array, one label for each image
   */
  public int[] labels() {
    return labels.clone();
  }

  /**
   * Counts the images of each class.
   *
   * @return a new array of one count for each class
   */
  public int[] classCounts() {
    int[] counts = new int[classes];
    for (int label : labels) {
      counts[label]++;
    }
    return counts;
  }

  /**
   * Copies an image's pixels.
   *
   * @param index which image, from 0
   * @param target takes the {@code shape().size()} pixels; modified
   * @param offset where in the target the image starts
   * @throws IndexOutOfBoundsException if there is no such image or the target is too short
   */
  public void copyImage(int index, float[] target, int offset) {
    images[index].copy(target, offset);
  }

  /**
   * Returns one pixel.
   *
   * @param index which image, from 0
   * @param channel the channel
   * @param row the row, 0 at the top
   * @param column the column, 0 at the left
   * @return the value, in [0, 1]
   * @throws IndexOutOfBoundsException if there is no such image or pixel
   */
  public float pixel(int index, int channel, int row, int column) {
    Objects.checkIndex(row, shape.height());
    Objects.checkIndex(column, shape.width());
    return images[index].at((channel * shape.height() + row) * shape.width() + column);
  }

  /**
   * Takes some images, in the order given; shares their memory.
   *
   * @param subsetName the new set's name
   * @param indices which images; not modified
   * @return the set of these images
   * @throws DataException if there is no index, or one is no image's
   */
  public LabelledImages subset(String subsetName, int[] indices) {
    StoredImage[] chosen = new StoredImage[indices.length];
    int[] chosenLabels = new int[indices.length];
    String[] chosenOrigins = new String[indices.length];
    for (int k = 0; k < indices.length; k++) {
      int index = indices[k];
      if (index < 0 || index >= images.length) {
        throw new DataException(
            "image " + index + " of \"" + name + "\": use 0 to " + (images.length - 1));
      }
      chosen[k] = images[index];
      chosenLabels[k] = labels[index];
      chosenOrigins[k] = origins[index];
    }
    return new LabelledImages(subsetName, shape, classes, chosen, chosenLabels, chosenOrigins);
  }

  /**
   * Holds out images chosen at random: the first {@code count} of {@link Shuffle#permutation(int,
   * long)}. Both parts keep the images' order in this set.
   *
   * @param seed the choice's seed
   * @param count how many images to hold out, from 1 to {@code count()} − 1
   * @return the parts, named as this set with {@code /rest} and {@code /held-out}
   * @throws DataException if the count is outside its range
   */
  public Split split(long seed, int count) {
    if (count < 1 || count >= images.length) {
      throw new DataException(
          "cannot hold out %d of the %d images of \"%s\": use 1 to %d"
              .formatted(count, images.length, name, images.length - 1));
    }
    int[] order = Shuffle.permutation(images.length, seed);
    int[] heldOut = Arrays.copyOf(order, count);
    int[] rest = Arrays.copyOfRange(order, count, order.length);
    Arrays.sort(heldOut);
    Arrays.sort(rest);
    return new Split(subset(name + "/rest", rest), subset(name + "/held-out", heldOut));
  }

  /**
   * Computes the mean over every pixel of every image, in double precision.
   *
   * @return Σ p / N, one number for all channels
   */
  public double mean() {
    double sum = 0;
    float[] pixels = new float[shape.size()];
    for (StoredImage image : images) {
      image.copy(pixels, 0);
      double part = 0;
      for (float pixel : pixels) {
        part += pixel;
      }
      sum += part;
    }
    return sum / ((double) images.length * shape.size());
  }

  /**
   * Computes the standard deviation over every pixel of every image, in double precision.
   *
   * @return √(Σ (p − mean)² / N), one number for all channels
   */
  public double deviation() {
    double mean = mean();
    double sum = 0;
    float[] pixels = new float[shape.size()];
    for (StoredImage image : images) {
      image.copy(pixels, 0);
      double part = 0;
      for (float pixel : pixels) {
        part += (pixel - mean) * (pixel - mean);
      }
      sum += part;
    }
    return Math.sqrt(sum / ((double) images.length * shape.size()));
  }

  /**
   * Hashes images and labels, not the name. The bytes hashed are big-endian 32-bit words: the
   * number of images, channels, height, width, the number of classes; then for each image its label
   * and its pixels as IEEE 754 floats in the order of storage.
   *
   * @return the SHA-256 as 64 hexadecimal digits; computed once
   */
  public String sha256() {
    String known = sha256;
    if (known == null) {
      MessageDigest digest = Hashes.sha256Digest();
      ByteBuffer words = ByteBuffer.allocate(4 * Math.max(5, 1 + shape.size()));
      words.putInt(images.length).putInt(shape.channels()).putInt(shape.height());
      words.putInt(shape.width()).putInt(classes);
      digest.update(words.flip());
      float[] pixels = new float[shape.size()];
      for (int i = 0; i < images.length; i++) {
        images[i].copy(pixels, 0);
        words.clear().putInt(labels[i]).asFloatBuffer().put(pixels);
        digest.update(words.array(), 0, 4 * (1 + shape.size()));
      }
      known = Hashes.hex(digest.digest());
      sha256 = known;
    }
    return known;
  }

  @Override
  public String toString() {
    return "%s: %d images %s, %d classes".formatted(name, images.length, shape, classes);
  }
}
