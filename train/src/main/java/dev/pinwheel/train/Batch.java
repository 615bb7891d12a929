package dev.pinwheel.train;

/** Some images, as a net takes them, with their labels; not modified once made. */
final class Batch {
  private final float[] pixels;
  private final long[] labels;

  /** Keeps both arrays. */
  Batch(float[] pixels, long[] labels) {
    this.pixels = pixels;
    this.labels = labels;
  }

  /** The images, one after the other; the batch's own array. */
  float[] pixels() {
    return pixels;
  }

  /** A class per image; the batch's own array. */
  long[] labels() {
    return labels;
  }

  /** How many images there are. */
  int size() {
    return labels.length;
  }
}
