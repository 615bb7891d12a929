package dev.pinwheel.benchmarks;

import dev.pinwheel.nn.engine.Engine;
import dev.pinwheel.train.Provenance;
import java.util.List;

/** The cases that were asked for, ready to be run. */
public final class BenchPlan {
  private final BenchOptions options;
  private final List<BenchCase> cases;

  private BenchPlan(BenchOptions options, List<BenchCase> cases) {
    this.options = options;
    this.cases = cases;
  }

  /**
   * Looks the cases up.
   *
   * @param options what to measure
   * @return the plan
   * @throws IllegalArgumentException if a case is not known; the message lists those that are
   */
  public static BenchPlan of(BenchOptions options) {
    return new BenchPlan(options, BenchCases.select(options.cases()));
  }

  /**
   * Every case.
   *
   * @return the names, in the order of the page
   */
  public static List<String> caseNames() {
    return BenchCases.names();
  }

  /**
   * The cases for a first look.
   *
   * @return some of the names
   */
  public static List<String> quickCaseNames() {
    return BenchCases.QUICK;
  }

  /**
   * How long the run is.
   *
   * @return the sum of what the listener is told
   */
  public long units() {
    return (cases.size() + 1L) * options.threads().size()
        + cases.stream().mapToLong(c -> c.units(options)).sum();
  }

  /**
   * Measures all of it, one case after the other.
   *
   * @param command what asked for it, for the record
   * @param listener told of progress
   * @return what was found
   */
  public BenchReport run(String command, BenchListener listener) {
    int before = Engine.threads();
    BenchRun run = new BenchRun(options, listener);
    try {
      run.measurePeaks();
      for (BenchCase one : cases) {
        one.run(run);
        run.measurePeaks();
      }
    } finally {
      Engine.setThreads(before);
    }
    return new BenchReport(
        command,
        Provenance.now(),
        Environment.relevant(System.getenv()),
        options.effort(),
        run.peaks(),
        run.measurements(),
        Share.of(run.measurements()),
        List.copyOf(run.memory()),
        List.copyOf(run.pipeline()));
  }
}
