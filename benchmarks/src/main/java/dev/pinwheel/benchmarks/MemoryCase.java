package dev.pinwheel.benchmarks;

import java.util.List;

/** The peak memory of a training step, of Pinwheel, the reference and the plain net. */
record MemoryCase(String name, TimedCase timed) implements BenchCase {
  @Override
  public long units(BenchOptions options) {
    return PeakMemory.isAvailable() ? timed.entrants(options.precisions()).size() : 0;
  }

  @Override
  public void run(BenchRun run) {
    if (!PeakMemory.isAvailable()) {
      return;
    }
    int threads = run.options().mostThreads();
    run.at(this, threads);
    List<Entrant> entrants = timed.entrants(run.options().precisions());
    double[] peaks = new double[entrants.size()];
    double plain = Double.NaN;
    for (int i = 0; i < peaks.length; i++) {
      peaks[i] = PeakMemory.measure(timed, entrants.get(i), timed.images(), threads);
      if (entrants.get(i).name().equals(Entrant.PLAIN)) {
        plain = peaks[i];
      }
      run.advance(1);
    }
    for (int i = 0; i < peaks.length; i++) {
      Entrant entrant = entrants.get(i);
      run.add(
          new MemoryPeak(
              name,
              entrant.name(),
              entrant.precision().toString(),
              threads,
              peaks[i],
              peaks[i] / plain));
    }
  }
}
