package dev.pinwheel.cli;

import dev.pinwheel.benchmarks.BenchReport;
import dev.pinwheel.benchmarks.Measurement;
import dev.pinwheel.benchmarks.MemoryPeak;
import dev.pinwheel.benchmarks.PipelineShare;
import dev.pinwheel.benchmarks.Share;
import dev.pinwheel.benchmarks.timing.Peaks;
import java.util.Locale;

/** Prints what the benchmarks found; the page says it at length. */
final class BenchTables {
  private static final double PERCENT = 100;

  private BenchTables() {}

  static void print(BenchReport report, Terminal terminal) {
    for (Peaks p : report.peaks()) {
      terminal
          .out()
          .println(
              format(
                  "Limits, threads %d: float32 %.0f Gflop/s, bfloat16 %.0f Gflop/s, copy %.1f GB/s",
                  p.threads(), p.float32(), p.bfloat16(), p.copy()));
    }
    if (!report.measurements().isEmpty()) {
      times(report).print(terminal);
    }
    for (Share s : report.outsideConvolutions()) {
      terminal
          .out()
          .println(
              format(
                  "%s, threads %d, %s: %.0f %% of the step is outside the convolutions",
                  s.name(), s.threads(), s.precision(), PERCENT * s.outside()));
    }
    for (MemoryPeak m : report.memory()) {
      terminal
          .out()
          .println(
              format(
                  "%s, %s %s: %.0f MiB, %.2f of the plain net's",
                  m.name(), m.contestant(), m.precision(), m.mebibytes().median(), m.ofPlain()));
    }
    for (PipelineShare p : report.pipeline()) {
      terminal
          .out()
          .println(
              format(
                  "%s, threads %d: turning the images costs %.0f %% of the step",
                  p.name(), p.threads(), PERCENT * p.share()));
    }
  }

  private static Table times(BenchReport report) {
    Table table =
        new Table(
            "case",
            ">threads",
            "contestant",
            ">ms",
            ">10 % to 90 %",
            ">of reference",
            ">target",
            ">of limit");
    for (Measurement m : report.measurements()) {
      table.row(
          m.name(),
          m.threads(),
          m.contestant() + " " + m.precision(),
          format("%.2f", m.millis().median()),
          format("%.2f to %.2f", m.millis().low(), m.millis().high()),
          fraction(m.ofReference()),
          fraction(m.target()),
          format("%.0f %%", PERCENT * m.ofPeak()));
    }
    return table;
  }

  private static String fraction(Double value) {
    return value == null ? "" : format("%.2f", value);
  }

  private static String format(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
