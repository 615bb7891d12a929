package dev.pinwheel.nn.layer;

/** How pixels between pixels get their values. */
public enum Interpolation {
  /** Each takes the value of the pixel that it lies in. */
  NEAREST,
  /** On each axis the mean of its two neighbours, weighted by nearness; beyond the last, its. */
  LINEAR
}
