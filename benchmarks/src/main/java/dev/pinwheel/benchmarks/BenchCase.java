package dev.pinwheel.benchmarks;

/** Something that is measured, and its name on the command line. */
interface BenchCase {
  /** A name such as {@code p4cnn-training}. */
  String name();

  /** How far the progress moves when the case is run. */
  long units(BenchOptions options);

  /** Measures, and adds what was found to the run's results. */
  void run(BenchRun run);
}
