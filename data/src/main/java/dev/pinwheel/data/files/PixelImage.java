package dev.pinwheel.data.files;

import dev.pinwheel.data.Hashes;
import dev.pinwheel.data.ImageShape;
import dev.pinwheel.data.LabelledImages;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/**
 * A decoded image, of 1 channel (grey) or 3 (red, green, blue): values in [0, 1] in the order of
 * {@code dev.pinwheel.data}; a level b of n bits is b / (2ⁿ − 1). Not modified once made.
 */
public final class PixelImage {
  private final ImageShape shape;
  private final float[] pixels;
  private final Depth depth;

  /** Keeps the array. */
  PixelImage(ImageShape shape, float[] pixels, Depth depth) {
    this.shape = shape;
    this.pixels = pixels;
    this.depth = depth;
  }

  /** How fine an image's levels are. */
  public enum Depth {
    /** At most 8 bits. */
    BYTE,
    /** More than 8 bits. */
    DEEP
  }

  /**
   * Returns the shape.
   *
   * @return {@code [channels, height, width]}
   */
  public ImageShape shape() {
    return shape;
  }

  /**
   * Returns how fine the levels are.
   *
   * @return the depth
   */
  public Depth depth() {
    return depth;
  }

  /**
   * Copies the pixels.
   *
   * @param target takes them; modified
   * @param offset where in the target the image starts
   * @throws IndexOutOfBoundsException if the target is too short
   */
  public void copy(float[] target, int offset) {
    System.arraycopy(pixels, 0, target, offset, pixels.length);
  }

  /** Returns the image's own array, not to be modified. */
  float[] pixels() {
    return pixels;
  }

  /**
   * Makes an image grey or coloured. Grey is 0.299 of red, 0.587 of green and 0.114 of blue; a
   * coloured copy of a grey image has three equal channels.
   *
   * @param channels 1 or 3
   * @return the image, or this one if it has so many channels already
   */
  public PixelImage withChannels(int channels) {
    if (channels == shape.channels()) {
      return this;
    }
    int plane = shape.height() * shape.width();
    float[] target = new float[channels * plane];
    for (int i = 0; i < plane; i++) {
      if (channels == 1) {
        double grey = 0.299 * pixels[i] + 0.587 * pixels[plane + i] + 0.114 * pixels[2 * plane + i];
        target[i] = (float) Math.min(1, grey);
      } else {
        target[i] = pixels[i];
        target[plane + i] = pixels[i];
        target[2 * plane + i] = pixels[i];
      }
    }
    return new PixelImage(new ImageShape(channels, shape.height(), shape.width()), target, depth);
  }

  /**
   * Rounds to 8 bits an image that came from at most 8 bits, so that a scaled image has levels like
   * any other; a finer one stays as it is.
   *
   * @return the image
   */
  public PixelImage rounded() {
    if (depth == Depth.DEEP) {
      return this;
    }
    float[] levels = new float[pixels.length];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = Math.round(pixels[i] * 255f) / 255f;
    }
    return new PixelImage(shape, levels, depth);
  }

  /**
   * Returns whether every pixel is grey.
   *
   * @return whether there is one channel, or all three are equal
   */
  public boolean isGrey() {
    int plane = shape.height() * shape.width();
    for (int i = plane; i < pixels.length; i++) {
      if (pixels[i] != pixels[i % plane]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Hashes size and levels, these to 16 bits and once where all channels are equal: whatever the
   * format and the depth that a picture was saved in.
   */
  String sha256() {
    MessageDigest digest = Hashes.sha256Digest();
    digest.update(
        ByteBuffer.allocate(2 * Integer.BYTES)
            .putInt(shape.height())
            .putInt(shape.width())
            .array());
    ByteBuffer row = ByteBuffer.allocate(shape.width() * Short.BYTES);
    int length = isGrey() ? shape.height() * shape.width() : pixels.length;
    for (int i = 0; i < length; i++) {
      row.putShort((short) Math.round(pixels[i] * 65535f));
      if (!row.hasRemaining()) {
        digest.update(row.array());
        row.clear();
      }
    }
    return Hashes.hex(digest.digest());
  }

  /** Adds this image, rounded, to a set: as bytes where it has no more than 8 bits. */
  void addTo(LabelledImages.Builder set, int label) {
    if (depth == Depth.DEEP) {
      set.add(pixels, 0, label);
      return;
    }
    byte[] levels = new byte[pixels.length];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = (byte) Math.round(pixels[i] * 255f);
    }
    set.add(levels, 0, label);
  }
}
