package dev.pinwheel.benchmarks.timing;

/**
 * How much time goes into a measurement.
 *
 * @param rounds how often each contestant has its turn
 * @param warmUpMillis how long each contestant runs before the first round, at least two steps
 * @param roundMillis how long a turn lasts, at least one step
 */
public record Effort(int rounds, double warmUpMillis, double roundMillis) {
  /**
   * For figures to be published. Java has compiled what a training step runs after a hundred steps
   * or so; before, a step in bf16 takes half as long again.
   */
  public static final Effort FULL = new Effort(15, 4000, 150);

  /** For a first look. */
  public static final Effort QUICK = new Effort(7, 1500, 80);

  /**
   * Checks the numbers.
   *
   * @param rounds how often each contestant has its turn
   * @param warmUpMillis how long each contestant runs before the first round, at least two steps
   * @param roundMillis how long a turn lasts, at least one step
   * @throws IllegalArgumentException if there is no round, or a time is negative
   */
  public Effort {
    if (rounds < 1) {
      throw new IllegalArgumentException("a measurement takes at least 1 round, not " + rounds);
    }
    if (!(warmUpMillis >= 0 && roundMillis >= 0)) {
      throw new IllegalArgumentException(
          "times must not be negative, not " + warmUpMillis + " and " + roundMillis + " ms");
    }
  }

  /**
   * The same times in more or fewer rounds.
   *
   * @param newRounds at least 1
   * @return the effort
   * @throws IllegalArgumentException if there is no round
   */
  public Effort withRounds(int newRounds) {
    return new Effort(newRounds, warmUpMillis, roundMillis);
  }
}
