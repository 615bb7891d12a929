package dev.pinwheel.benchmarks;

/** Follows a run of the benchmarks. */
public interface BenchListener {
  /**
   * Says what is measured now.
   *
   * @param words for example {@code p4cnn-training, 2 threads}
   */
  void at(String words);

  /**
   * Says that the run moved on.
   *
   * @param units of those that {@link BenchPlan#units} counts
   */
  void advance(long units);
}
