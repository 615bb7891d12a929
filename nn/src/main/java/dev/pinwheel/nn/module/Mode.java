package dev.pinwheel.nn.module;

/** What a forward pass is for. */
public enum Mode {
  /** Batch statistics, dropout, gradients. */
  TRAINING,
  /** Batch statistics, no dropout; running statistics become the mean over the calls. */
  CALIBRATION,
  /** Running statistics, no dropout: a fixed function of the input. */
  INFERENCE
}
