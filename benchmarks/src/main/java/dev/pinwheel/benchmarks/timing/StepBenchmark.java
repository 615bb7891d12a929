package dev.pinwheel.benchmarks.timing;

import dev.pinwheel.nn.engine.Engine;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What JMH runs: a step of the contestant whose turn it is. JMH makes this object itself, so the
 * contestant comes by a static field; {@link JmhRounds} sets it in the same process.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class StepBenchmark {
  private static volatile Runnable step = () -> {};
  private static volatile int threads = 1;

  /** Made by JMH. */
  public StepBenchmark() {}

  static void prepare(Contestant contestant, int threadsOfEngine) {
    step = contestant.step();
    threads = threadsOfEngine;
  }

  /**
   * OpenMP keeps the number of threads per thread, and JMH may take another one for the next
   * iteration: each one settles it for itself.
   */
  @Setup(Level.Iteration)
  public void setThreads() {
    Engine.setThreads(threads);
  }

  /** The step. */
  @Benchmark
  public void step() {
    step.run();
  }
}
