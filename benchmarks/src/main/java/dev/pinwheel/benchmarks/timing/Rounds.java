package dev.pinwheel.benchmarks.timing;

import dev.pinwheel.nn.engine.Engine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Timing by the clock, for steps of milliseconds and more: rounds in which every contestant has a
 * turn, each round begun by the next one, a turn being as many steps as fill its time.
 */
public final class Rounds implements Timer {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final int WARM_UP_STEPS = 2;

  /** Makes the timer. */
  public Rounds() {}

  @Override
  public List<Spread> time(
      List<Contestant> contestants, Effort effort, int threads, Runnable ticked) {
    Engine.setThreads(threads);
    int n = contestants.size();
    int[] steps = new int[n];
    for (int i = 0; i < n; i++) {
      steps[i] = stepsPerTurn(contestants.get(i), effort);
      ticked.run();
    }
    double[][] millis = new double[n][effort.rounds()];
    for (int round = 0; round < effort.rounds(); round++) {
      for (int turn = 0; turn < n; turn++) {
        int i = (round + turn) % n;
        millis[i][round] = run(contestants.get(i), steps[i]);
        ticked.run();
      }
    }
    List<Spread> spreads = new ArrayList<>();
    Arrays.stream(millis).map(Spread::of).forEach(spreads::add);
    return spreads;
  }

  /** Warms a contestant up; the fastest step says how many fill a turn. */
  private static int stepsPerTurn(Contestant contestant, Effort effort) {
    double fastest = Double.POSITIVE_INFINITY;
    double spent = 0;
    for (int i = 0; i < WARM_UP_STEPS || spent < effort.warmUpMillis(); i++) {
      double step = run(contestant, 1);
      spent += step;
      fastest = Math.min(fastest, step);
    }
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, effort.roundMillis() / fastest));
  }

  /** Milliseconds of a step, the mean over a turn. */
  private static double run(Contestant contestant, int steps) {
    long begun = System.nanoTime();
    for (int i = 0; i < steps; i++) {
      contestant.step().run();
    }
    return (System.nanoTime() - begun) / NANOS_PER_MILLI / steps;
  }
}
