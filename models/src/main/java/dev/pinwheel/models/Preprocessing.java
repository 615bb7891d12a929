package dev.pinwheel.models;

import dev.pinwheel.nn.dense.Value;

/** What is done to pixels before a net sees them. */
public sealed interface Preprocessing permits Normalisation, Whitening {
  /** When it is done, next to a training's random motions of images. */
  enum Order {
    /** To the moved image; what comes in at the border is black. */
    AFTER_AUGMENTATION,
    /** To the image as it is; what comes in at the border is zero, the mean. */
    BEFORE_AUGMENTATION
  }

  /**
   * When it is done.
   *
   * @return before or after random motions
   */
  Order order();

  /**
   * Changes pixels.
   *
   * @param pixels images of values in [0, 1], image by image, channel by channel, row by row.
   *     Modified: changed in place.
   * @param from where the first image to change begins
   * @param to where the last one ends
   */
  void apply(float[] pixels, int from, int to);

  /**
   * The same by plain operators, for exported files.
   *
   * @param images values in [0, 1], shape [channels, height, width]
   * @return what a net sees, of the same shape
   * @throws IllegalArgumentException if it does not take images of this shape
   */
  Value describe(Value images);
}
