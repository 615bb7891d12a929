package dev.pinwheel.benchmarks;

import dev.pinwheel.benchmarks.timing.Effort;
import dev.pinwheel.benchmarks.timing.Peaks;
import dev.pinwheel.benchmarks.timing.Spread;
import dev.pinwheel.train.Provenance;
import java.util.List;
import java.util.Map;

/** A report with invented figures. */
final class Reports {
  private Reports() {}

  static BenchReport sample() {
    List<Measurement> measurements =
        List.of(
            measurement("pinwheel", 30, 0.6, 0.7),
            measurement("reference", 50, 1.0, null),
            measurement("convolutions alone", 12, null, null));
    return new BenchReport(
        "./pinwheel bench --quick",
        new Provenance("1.2", "abc", "2.10", "linux", "Java 17", "Linux 6", "EPYC", 2, "now"),
        Map.of("MALLOC_TOP_PAD_", "268435456"),
        Effort.QUICK,
        List.of(new Peaks(2, 140, 430, 70, 25)),
        measurements,
        Share.of(measurements),
        List.of(
            new MemoryPeak(
                "p4cnn-memory", "pinwheel", "float32", 2, new Spread(120, 110, 130, 5), 1.1)),
        List.of(
            new PipelineShare(
                "p4cnn-pipeline", 2, new Spread(90, 89, 91, 5), new Spread(100, 99, 101, 5))));
  }

  private static Measurement measurement(
      String contestant, double millis, Double ofReference, Double target) {
    return new Measurement(
        Section.P4CNN,
        "p4cnn-training",
        contestant,
        "float32",
        2,
        new Spread(millis, millis - 1, millis + 1, 5),
        ofReference,
        target,
        70,
        0.5);
  }
}
