package dev.pinwheel.cli;

import dev.pinwheel.benchmarks.BenchOptions;
import dev.pinwheel.benchmarks.BenchPlan;
import dev.pinwheel.benchmarks.BenchReport;
import dev.pinwheel.benchmarks.timing.Effort;
import dev.pinwheel.data.Progress;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pinwheel bench}: speed and memory beside plain LibTorch. */
@Command(
    name = "bench",
    sortOptions = false,
    header = "Measure speed and memory beside plain LibTorch, on this machine.",
    description = {
      "",
      "Pinwheel's nets in each precision, the same nets as the Python libraries compute them"
          + " (reference), and ordinary nets of the expanded width (plain): in one process, in turn,"
          + " medians with spread. The machine's own limits are measured, too, so that each figure"
          + " stands as a fraction of them.",
      "",
      "Cases: lifting and group-correlation (with -c4 or -d4, and -10, -16 or -32 fields;"
          + " group-correlation-c8-8 and -c16-8, kernel 5), p4cnn-training,"
          + " p4cnn-training-dropout, p4cnn-inference-1, p4cnn-inference-128,"
          + " d4-residual-training, d4-residual-inference, p4cnn-memory, d4-residual-memory,"
          + " p4cnn-pipeline. The beginning of a name, such as p4cnn, stands for all that have it.",
      "",
      "Other programs that run meanwhile spoil the figures. All takes about a quarter of an hour."
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  pinwheel bench --quick",
      "  pinwheel bench --cases p4cnn-training,p4cnn-inference-128 --threads 2",
      "  pinwheel bench --output docs/results"
    })
final class BenchCommand implements Runnable {
  private final Terminal terminal;

  @Mixin CommonOptions common;

  @Spec private CommandSpec spec;

  @Option(names = "--quick", description = "A few cases in short rounds: about two minutes.")
  private boolean quick;

  @Option(
      names = "--cases",
      paramLabel = "NAME",
      split = ",",
      description = "What to measure (default: all).")
  private List<String> cases;

  @Option(
      names = "--threads",
      paramLabel = "N",
      split = ",",
      description = "Numbers of threads (default: 1,2; with --quick the larger only).")
  private List<Integer> threads;

  @Option(
      names = "--precisions",
      paramLabel = "NAME",
      split = ",",
      description = "What Pinwheel computes in (default: all that nets are trained in).")
  private List<String> precisions;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Turns of each contestant (default: 15; with --quick 7).")
  private Integer rounds;

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description = "Where benchmarks.json and benchmarks.md are written (default: runs/bench).")
  private Path output;

  BenchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    Effort effort = quick ? Effort.QUICK : Effort.FULL;
    List<Integer> usual = BenchOptions.usualThreads();
    BenchOptions options =
        new BenchOptions(
            cases != null ? cases : quick ? BenchPlan.quickCaseNames() : BenchPlan.caseNames(),
            threads != null
                ? threads
                : quick ? usual.subList(usual.size() - 1, usual.size()) : usual,
            precisions == null
                ? BenchOptions.trained()
                : precisions.stream().map(BenchOptions::precision).toList(),
            rounds == null ? effort : effort.withRounds(rounds));
    BenchPlan plan = BenchPlan.of(options);
    BenchReport report;
    try (Bars.Bar bar = new Bars(terminal).begin("bench", Progress.Unit.ITEMS, plan.units())) {
      report = plan.run(commandLine(), BenchBar.over(bar));
    }
    Path folder = output == null ? Runs.named("bench") : output;
    report.write(folder);
    BenchTables.print(report, terminal);
    terminal.out().println("Written to " + folder.resolve(BenchReport.PAGE));
    terminal.out().flush();
  }

  private String commandLine() {
    return "./pinwheel "
        + String.join(" ", spec.root().commandLine().getParseResult().originalArgs());
  }
}
