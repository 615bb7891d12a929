package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.benchmarks.BenchPlan;
import dev.pinwheel.benchmarks.BenchReport;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchCommandTest {
  @TempDir Path folder;

  @Test
  void aSmallRunLeavesBothFilesAndATable() throws Exception {
    String[] arguments = {
      "bench",
      "--quick",
      "--cases",
      "p4cnn-inference-1",
      "--rounds",
      "2",
      "--threads",
      "1",
      "--precisions",
      "float32",
      "--output",
      folder.toString()
    };
    Captured call = Captured.run(arguments);

    assertThat(call.exitCode()).as(call.err()).isZero();
    assertThat(call.out().lines())
        .anyMatch(line -> line.matches("Limits, threads 1: float32 \\d+ Gflop/s, bfloat16 .*"))
        .anyMatch(line -> line.matches("p4cnn-inference-1 +1 +pinwheel float32 .*%"))
        .anyMatch(line -> line.matches("p4cnn-inference-1 +1 +reference float32 .* 1\\.00 .*"))
        .anyMatch(line -> line.equals("Written to " + folder.resolve("benchmarks.md")));
    assertThat(call.err()).contains("p4cnn-inference-1, 1 thread");
    BenchReport report = BenchReport.read(folder);
    assertThat(report.command()).isEqualTo("./pinwheel " + String.join(" ", arguments));
    assertThat(report.measurements()).hasSize(3).allMatch(m -> m.millis().count() == 2);
    assertThat(Files.readString(folder.resolve("benchmarks.md"))).contains("p4cnn-inference-1");
  }

  @Test
  void theHelpNamesEveryCase() {
    String help = Captured.line("bench --help").out().replaceAll("\\s+", " ");

    assertThat(help)
        .contains("lifting and group-correlation")
        .contains(
            BenchPlan.caseNames().stream()
                .filter(name -> !name.startsWith("lifting") && !name.startsWith("group"))
                .toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --cases p5cnn       | unknown case 'p5cnn': known are lifting-c4-10
          --threads 0         | cannot measure with 0 threads
          --precisions float8 | cannot measure precision 'float8': take float32
          --rounds 0          | at least 1 round, not 0
          """)
  void whatCannotBeMeasuredIsOneLine(String arguments, String words) {
    Captured call = Captured.line("bench " + arguments);

    assertThat(call.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(call.err()).startsWith("pinwheel: ").contains(words).hasLineCount(1);
  }
}
