package dev.pinwheel.benchmarks;

import dev.pinwheel.benchmarks.timing.Spread;

/**
 * What feeding a training costs.
 *
 * @param name the case's
 * @param threads how many LibTorch used
 * @param asTheyAre milliseconds of a step whose images are copied from memory
 * @param augmented milliseconds of a step whose images are turned by any angle
 */
public record PipelineShare(String name, int threads, Spread asTheyAre, Spread augmented) {
  /**
   * The part of the step that the turning costs.
   *
   * @return 0 if it costs nothing
   */
  public double share() {
    return 1 - asTheyAre.median() / augmented.median();
  }
}
