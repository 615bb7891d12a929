package dev.pinwheel.data.augment;

/** Whether a change of size keeps an image's proportions. */
public enum ScaleAxes {
  /** One factor for both axes. */
  TOGETHER,
  /** A factor for each. */
  EACH
}
