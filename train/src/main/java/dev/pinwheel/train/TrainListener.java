package dev.pinwheel.train;

import dev.pinwheel.data.Progress;

/** Follows a run. */
public interface TrainListener {
  /**
   * Follows the steps within epochs, calibration and evaluation.
   *
   * @return told of images
   */
  default Progress progress() {
    return Progress.none();
  }

  /**
   * An epoch is done and saved.
   *
   * @param metrics what it gave
   * @param total epochs of the run
   */
  default void epochEnded(EpochMetrics metrics, int total) {}
}
