package dev.pinwheel.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.data.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchReportTest {
  @TempDir Path folder;

  @Test
  void whatIsWrittenIsReadBack() {
    BenchReport report = Reports.sample();

    report.write(folder.resolve("new"));

    assertThat(BenchReport.read(folder.resolve("new"))).isEqualTo(report);
  }

  @Test
  void anotherFileIsRefusedByName() throws Exception {
    assertThatThrownBy(() -> BenchReport.read(folder))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("benchmarks.json");
    Files.writeString(folder.resolve("benchmarks.json"), "{\"command\": 3, \"other\": 4}");
    assertThatThrownBy(() -> BenchReport.read(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("benchmarks.json is damaged");
  }

  @Test
  void thePageHasEveryFigureBesideItsTarget() throws Exception {
    Reports.sample().write(folder);

    List<String> page = Files.readAllLines(folder.resolve("benchmarks.md"));
    assertThat(page)
        .contains(
            "| 2 | 140 | 430 | 70 | 25.0 |",
            "| p4cnn-training | 2 | pinwheel | float32 | 30.0 (29.0 to 31.0) | 0.60 | 0.70 | 70 |"
                + " 50 % |",
            "| p4cnn-training | 2 | reference | float32 | 50.0 (49.0 to 51.0) | 1.00 |  | 70 |"
                + " 50 % |",
            "| p4cnn-training | 2 | float32 | 30.00 | 12.00 | 60 % |  |",
            "| p4cnn-memory | 2 | pinwheel | float32 | 120 (110 to 130) | 1.10 | 1.20 |",
            "| p4cnn-pipeline | 2 | 90.0 (89.0 to 91.0) | 100 (99.0 to 101) | 10 % |",
            "| command | `./pinwheel bench --quick` |",
            "| Pinwheel | 1.2, revision abc |",
            "| `MALLOC_TOP_PAD_` | `268435456` |")
        .noneMatch(line -> line.contains(Section.LAYERS.title()));
  }

  @Test
  void everyRowHasAsManyCellsAsItsTable() {
    int cells = 0;
    for (String line : BenchPage.of(Reports.sample()).lines().toList()) {
      int here = (int) line.chars().filter(c -> c == '|').count();
      if (here > 0 && cells > 0 && line.startsWith("|")) {
        assertThat(here).as(line).isEqualTo(cells);
      }
      cells = line.startsWith("|") ? here : 0;
    }
  }

  @Test
  void onlyVariablesOfAllocatorAndThreadsAreTold() {
    assertThat(
            Environment.relevant(
                java.util.Map.of(
                    "OMP_NUM_THREADS", "2", "MALLOC_ARENA_MAX", "1", "HOME", "/x", "TOKEN", "y")))
        .containsOnlyKeys("MALLOC_ARENA_MAX", "OMP_NUM_THREADS");
  }
}
