package dev.pinwheel.data.augment;

/** The amounts by which an image is shifted. */
public enum ShiftSteps {
  /** Whole numbers of pixels: values are moved, not mixed. */
  WHOLE,
  /** Any amount: values are interpolated. */
  SUBPIXEL
}
