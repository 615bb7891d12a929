package dev.pinwheel.nn.dense;

/** What many numbers become one by. */
public enum Statistic {
  /** The largest. */
  MAXIMUM,
  /** The mean. */
  MEAN,
  /** The sum. */
  SUM
}
