package dev.pinwheel.benchmarks.timing;

import java.util.List;

/** A way of timing contestants against each other. */
@FunctionalInterface
public interface Timer {
  /**
   * Times them in turn.
   *
   * @param contestants what competes
   * @param effort how long
   * @param threads of LibTorch per operation, at least 1
   * @param ticked called after each contestant's warm-up and after each of its turns
   * @return for each contestant the milliseconds of a step, a number per round
   */
  List<Spread> time(List<Contestant> contestants, Effort effort, int threads, Runnable ticked);

  /**
   * How often {@code ticked} is called.
   *
   * @param contestants how many compete
   * @param effort how long
   * @return the number of calls
   */
  static int ticks(int contestants, Effort effort) {
    return contestants * (effort.rounds() + 1);
  }
}
