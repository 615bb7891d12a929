package dev.pinwheel.benchmarks.timing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Timing by JMH, for single layers: rounds in which every contestant has a short run of JMH, each
 * round begun by the next one. JMH forks no process, for all shall share one.
 */
public final class JmhRounds implements Timer {
  private static final int ITERATIONS = 2;

  /**
   * What does not count of each run. JMH begins it with a thread of its own, for which OpenMP
   * starts others: of steps by two threads the first two took 16 and 12 ms, all others 9.
   */
  private static final long SETTLE_MILLIS = 40;

  /** Enough for some hundred steps of the few milliseconds that this is for. */
  private static final double MOST_WARM_UP_MILLIS = 500;

  /** Makes the timer. */
  public JmhRounds() {}

  @Override
  public List<Spread> time(
      List<Contestant> contestants, Effort effort, int threads, Runnable ticked) {
    // JMH's lock lets one process of a machine measure at a time; ours is up to the user.
    System.setProperty("jmh.ignoreLock", "true");
    for (Contestant contestant : contestants) {
      run(contestant, threads, Math.min(effort.warmUpMillis(), MOST_WARM_UP_MILLIS), 1);
      ticked.run();
    }
    int n = contestants.size();
    double[][] millis = new double[n][effort.rounds()];
    for (int round = 0; round < effort.rounds(); round++) {
      for (int turn = 0; turn < n; turn++) {
        int i = (round + turn) % n;
        millis[i][round] =
            run(contestants.get(i), threads, effort.roundMillis() / ITERATIONS, ITERATIONS);
        ticked.run();
      }
    }
    List<Spread> spreads = new ArrayList<>();
    Arrays.stream(millis).map(Spread::of).forEach(spreads::add);
    return spreads;
  }

  /** Milliseconds of a step: JMH's score, after one iteration that does not count. */
  private static double run(
      Contestant contestant, int threads, double iterationMillis, int iterations) {
    StepBenchmark.prepare(contestant, threads);
    TimeValue time = TimeValue.milliseconds(Math.max(1, Math.round(iterationMillis)));
    OptionsBuilder options = new OptionsBuilder();
    options
        .include("^" + StepBenchmark.class.getName().replace(".", "\\.") + "\\.step$")
        .forks(0)
        .threads(1)
        .warmupIterations(1)
        .warmupTime(TimeValue.milliseconds(SETTLE_MILLIS))
        .measurementIterations(iterations)
        .measurementTime(time)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT);
    try {
      RunResult result = new Runner(options.build()).runSingle();
      return result.getPrimaryResult().getScore();
    } catch (RunnerException e) {
      throw new IllegalStateException("JMH could not run a step: " + e.getMessage(), e);
    }
  }
}
