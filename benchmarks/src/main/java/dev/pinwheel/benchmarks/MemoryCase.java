package dev.pinwheel.benchmarks;

import dev.pinwheel.benchmarks.timing.Spread;
import java.util.Arrays;
import java.util.List;

/**
 * The peak memory of a training step, of Pinwheel, the reference and the plain net. The allocator
 * leaves now more, now fewer gaps, so each is measured in several processes.
 */
record MemoryCase(String name, TimedCase timed) implements BenchCase {
  private static final int MOST_PROCESSES = 5;

  @Override
  public long units(BenchOptions options) {
    return PeakMemory.isAvailable()
        ? (long) timed.entrants(options.precisions()).size() * processes(options)
        : 0;
  }

  private static int processes(BenchOptions options) {
    return Math.max(1, Math.min(MOST_PROCESSES, options.effort().rounds() / 2));
  }

  @Override
  public void run(BenchRun run) {
    if (!PeakMemory.isAvailable()) {
      return;
    }
    int threads = run.options().mostThreads();
    run.at(this, threads);
    List<Entrant> entrants = timed.entrants(run.options().precisions());
    double[][] found = new double[entrants.size()][processes(run.options())];
    for (int process = 0; process < found[0].length; process++) {
      for (int i = 0; i < found.length; i++) {
        found[i][process] = PeakMemory.measure(timed, entrants.get(i), timed.images(), threads);
        run.advance(1);
      }
    }
    List<Spread> spreads = Arrays.stream(found).map(Spread::of).toList();
    double plain = median(entrants, spreads, Entrant.PLAIN);
    for (int i = 0; i < spreads.size(); i++) {
      Entrant entrant = entrants.get(i);
      Spread mebibytes = spreads.get(i);
      run.add(
          new MemoryPeak(
              name,
              entrant.name(),
              entrant.precision().toString(),
              threads,
              mebibytes,
              mebibytes.median() / plain));
    }
  }

  private static double median(List<Entrant> entrants, List<Spread> spreads, String name) {
    for (int i = 0; i < entrants.size(); i++) {
      if (entrants.get(i).name().equals(name)) {
        return spreads.get(i).median();
      }
    }
    throw new IllegalStateException("no contestant is called " + name);
  }
}
