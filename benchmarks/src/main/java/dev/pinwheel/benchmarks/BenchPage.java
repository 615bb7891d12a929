package dev.pinwheel.benchmarks;

import dev.pinwheel.benchmarks.timing.Peaks;
import dev.pinwheel.benchmarks.timing.Spread;
import dev.pinwheel.train.Provenance;
import java.util.List;
import java.util.Locale;

/** The report as a page. */
final class BenchPage {
  private static final double PERCENT = 100;
  private static final double MILLIS_PER_SECOND = 1e3;

  private final StringBuilder page = new StringBuilder();
  private final BenchReport report;

  private BenchPage(BenchReport report) {
    this.report = report;
  }

  static String of(BenchReport report) {
    BenchPage page = new BenchPage(report);
    page.introduction();
    page.limits();
    for (Section section : Section.values()) {
      page.times(section);
    }
    page.shares();
    page.memory();
    page.pipeline();
    page.provenance();
    return page.page.toString();
  }

  private void introduction() {
    page.append("# Speed and memory\n\n")
        .append("All contestants of a case run in one process, in turn. Each first warms up for ")
        .append(format("%.1f", report.effort().warmUpMillis() / MILLIS_PER_SECOND))
        .append(" s, single layers for half a second at most: Java compiles what it runs often. ")
        .append("Then there are ")
        .append(report.effort().rounds())
        .append(" rounds, in each of which every one takes steps for ")
        .append(format("%.0f", report.effort().roundMillis()))
        .append(" ms, at least one. Given are the median over the rounds and, in brackets, ")
        .append("the 10th and the 90th percentile.\n\n")
        .append("- **pinwheel**: the library's own nets.\n")
        .append("- **reference**: the same function as the Python libraries compute it, in ")
        .append("LibTorch: filters expanded in every forward pass, float32 convolution of ")
        .append("contiguous NCHW maps, batch norm on the view [images, fields, |H|, rows, ")
        .append("columns].\n")
        .append("- **plain**: an ordinary net of the expanded width, float32, NCHW: as many ")
        .append("multiplications, no symmetry.\n")
        .append("- **convolutions alone**: those of Pinwheel's training step, forward and ")
        .append("backward, and nothing around them.\n\n")
        .append("A training step is forward pass, cross-entropy, backward pass and forgetting ")
        .append("the gradients, without an optimiser, on all sides. A layer's step is its ")
        .append("forward and its backward pass, by weights and, unless it takes an image, by ")
        .append("input. Steps of nets begin with pixels in an array of Java.\n\n")
        .append("Targets are fractions of the reference's time, set for a processor with AMX. ")
        .append("Gflop/s counts multiplications and additions with weights; beside it stands ")
        .append("its fraction of the machine's limit in the same precision.\n");
  }

  private void limits() {
    heading("The machine's limits");
    row("threads", "float32 Gflop/s", "bfloat16 Gflop/s", "OpenBLAS float32 Gflop/s", "copy GB/s");
    rule("---:", "---:", "---:", "---:", "---:");
    for (Peaks p : report.peaks()) {
      row(
          p.threads(),
          format("%.0f", p.float32()),
          format("%.0f", p.bfloat16()),
          format("%.0f", p.openBlas()),
          format("%.1f", p.copy()));
    }
    page.append(
            "\nThe best of several tries before and after each case. The first two are oneDNN's, the better of a product of 4096×1024 by 1024×1024, ")
        .append(
            "as a 1×1 convolution, and a 3×3 convolution of 256 channels; OpenBLAS, which computes the product proper in ")
        .append("float32, keeps to the threads that `OPENBLAS_NUM_THREADS` gives it. Copied are ")
        .append("256 MB, and bytes read and bytes written count.\n");
  }

  private void times(Section section) {
    List<Measurement> here =
        report.measurements().stream().filter(m -> m.section() == section).toList();
    if (here.isEmpty()) {
      return;
    }
    heading(section.title());
    row(
        "case",
        "threads",
        "contestant",
        "precision",
        "ms",
        "of the reference",
        "target",
        "Gflop/s",
        "of the limit");
    rule("---", "---:", "---", "---", "---:", "---:", "---:", "---:", "---:");
    for (Measurement m : here) {
      row(
          m.name(),
          m.threads(),
          m.contestant(),
          m.precision(),
          spread(m.millis()),
          fraction(m.ofReference()),
          fraction(m.target()),
          format("%.0f", m.gigaflops()),
          percent(m.ofPeak()));
    }
  }

  private void shares() {
    if (report.outsideConvolutions().isEmpty()) {
      return;
    }
    heading("What of a training step is spent outside the convolutions");
    row("case", "threads", "precision", "step ms", "convolutions ms", "outside", "target");
    rule("---", "---:", "---", "---:", "---:", "---:", "---:");
    for (Share s : report.outsideConvolutions()) {
      row(
          s.name(),
          s.threads(),
          s.precision(),
          format("%.2f", s.stepMillis()),
          format("%.2f", s.convolutionMillis()),
          percent(s.outside()),
          s.target() == null ? "" : percent(s.target()));
    }
  }

  private void memory() {
    if (report.memory().isEmpty()) {
      return;
    }
    heading("Peak memory of a training step");
    row("case", "threads", "contestant", "precision", "MiB", "of the plain net's", "target");
    rule("---", "---:", "---", "---", "---:", "---:", "---:");
    for (MemoryPeak m : report.memory()) {
      boolean ours = m.contestant().equals(Entrant.PINWHEEL);
      row(
          m.name(),
          m.threads(),
          m.contestant(),
          m.precision(),
          spread(m.mebibytes()),
          fraction(m.ofPlain()),
          ours ? fraction(Targets.MEMORY) : "");
    }
    page.append("\nThe peak of a process of its own over a few steps, less what it held before ")
        .append("the first, as Linux tells it; of several processes, for the allocator leaves ")
        .append("now more, now fewer gaps.\n");
  }

  private void pipeline() {
    if (report.pipeline().isEmpty()) {
      return;
    }
    heading("What feeding a training costs");
    row("case", "threads", "images as they are, ms", "turned by any angle, ms", "share");
    rule("---", "---:", "---:", "---:", "---:");
    for (PipelineShare p : report.pipeline()) {
      row(p.name(), p.threads(), spread(p.asTheyAre()), spread(p.augmented()), percent(p.share()));
    }
    page.append("\nSteps of `pinwheel train`, optimiser and all, in float32, with images in ")
        .append("memory copied as they are, and with `rotate(180)`.\n");
  }

  private void provenance() {
    Provenance p = report.provenance();
    heading("Provenance");
    row("what", "");
    rule("---", "---");
    row("command", "`" + report.command() + "`");
    row("Pinwheel", p.pinwheel() + ", revision " + p.commit());
    row("engine", "LibTorch " + p.engine() + ", " + p.platform());
    row("Java", p.java());
    row("machine", p.processor() + ", " + p.processors() + " processors, " + p.system());
    row("finished", p.time());
    report.environment().forEach((name, value) -> row("`" + name + "`", "`" + value + "`"));
    page.append("\nThe variables of the allocator and of OpenMP that are set are listed; ")
        .append("all contestants run under them.\n");
  }

  private void heading(String title) {
    page.append("\n## ").append(title).append("\n\n");
  }

  private void row(Object... cells) {
    for (Object cell : cells) {
      page.append("| ").append(cell.toString().replace("|", "\\|")).append(' ');
    }
    page.append("|\n");
  }

  private void rule(String... columns) {
    for (String column : columns) {
      page.append('|').append(column);
    }
    page.append("|\n");
  }

  private static String spread(Spread s) {
    return format("%s (%s to %s)", digits(s.median()), digits(s.low()), digits(s.high()));
  }

  /** Three digits that count. */
  private static String digits(double value) {
    return format(value < 10 ? "%.2f" : value < PERCENT ? "%.1f" : "%.0f", value);
  }

  private static String fraction(Double value) {
    return value == null ? "" : format("%.2f", value);
  }

  private static String percent(double value) {
    return format("%.0f %%", PERCENT * value);
  }

  private static String format(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
