package dev.pinwheel.benchmarks;

import dev.pinwheel.benchmarks.timing.Peaks;
import dev.pinwheel.benchmarks.timing.Spread;
import dev.pinwheel.nn.engine.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A run under way: what was asked for, who listens, and what was found so far. */
final class BenchRun {
  private static final double MILLIS = 1e3;
  private static final double PEAK_MILLIS = 100;

  private final BenchOptions options;
  private final BenchListener listener;
  private final Map<Integer, Peaks> peaks = new TreeMap<>();
  private final List<Result> results = new ArrayList<>();
  private final List<MemoryPeak> memory = new ArrayList<>();
  private final List<PipelineShare> pipeline = new ArrayList<>();

  BenchRun(BenchOptions options, BenchListener listener) {
    this.options = options;
    this.listener = listener;
  }

  BenchOptions options() {
    return options;
  }

  void at(BenchCase at, int threads) {
    listener.at(at.name() + ", " + threads + (threads == 1 ? " thread" : " threads"));
  }

  void advance(long units) {
    listener.advance(units);
  }

  /** Measures the machine's limits, before and after each case: the best counts. */
  void measurePeaks() {
    for (int threads : options.threads()) {
      listener.at("the machine's limits");
      peaks.merge(threads, Peaks.measure(threads, PEAK_MILLIS), Peaks::orHigher);
      advance(1);
    }
  }

  void add(TimedCase timed, int threads, List<Entrant> entrants, List<Spread> spreads) {
    results.add(new Result(timed, threads, entrants, spreads));
  }

  void add(MemoryPeak found) {
    memory.add(found);
  }

  void add(PipelineShare found) {
    pipeline.add(found);
  }

  List<Peaks> peaks() {
    return List.copyOf(peaks.values());
  }

  /** The times, in relation to the reference's and to the machine's limits. */
  List<Measurement> measurements() {
    return results.stream().flatMap(r -> r.measurements(peaks.get(r.threads())).stream()).toList();
  }

  List<MemoryPeak> memory() {
    return memory;
  }

  List<PipelineShare> pipeline() {
    return pipeline;
  }

  /** A case's times. */
  private record Result(
      TimedCase timed, int threads, List<Entrant> entrants, List<Spread> spreads) {
    List<Measurement> measurements(Peaks limits) {
      List<Measurement> found = new ArrayList<>();
      double reference = reference();
      for (int i = 0; i < entrants.size(); i++) {
        Entrant entrant = entrants.get(i);
        String precision = entrant.precision().toString();
        Spread millis = spreads.get(i);
        double gigaflops = timed.gigaflop() / millis.median() * MILLIS;
        double limit =
            entrant.precision() == Precision.FLOAT32 ? limits.float32() : limits.bfloat16();
        found.add(
            new Measurement(
                timed.section(),
                timed.name(),
                entrant.name(),
                precision,
                threads,
                millis,
                entrant.name().equals(Entrant.CONVOLUTIONS) ? null : millis.median() / reference,
                entrant.name().equals(Entrant.PINWHEEL)
                    ? Targets.ofReference(timed.name(), precision)
                    : null,
                gigaflops,
                gigaflops / limit));
      }
      return found;
    }

    private double reference() {
      for (int i = 0; i < entrants.size(); i++) {
        if (entrants.get(i).name().equals(Entrant.REFERENCE)) {
          return spreads.get(i).median();
        }
      }
      throw new IllegalStateException(timed.name() + " has no reference");
    }
  }
}
