package dev.pinwheel.data.augment;

/** Which sides of an image change places. */
public enum Flip {
  /** Left and right: column j becomes column width − 1 − j. */
  HORIZONTAL,
  /** Top and bottom: row i becomes row height − 1 − i. */
  VERTICAL
}
