package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.data.sets.DataSets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCommandTest {
  @Test
  void theListHasEverySet(@TempDir Path cache) {
    Captured list = Captured.run("data", "list", "--cache", cache.toString());

    assertThat(list.exitCode()).isZero();
    assertThat(list.err()).isEmpty();
    assertThat(list.out()).contains(DataSets.names()).contains("Cache: " + cache);
  }

  @Test
  void aFolderThatIsMissingIsNamed(@TempDir Path folder) {
    Path missing = folder.resolve("none");
    Captured show =
        Captured.run(
            "data",
            "fetch",
            "mnist",
            "--cache",
            folder.toString(),
            "--data-dir",
            missing.toString());

    assertThat(show.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(show.err()).contains(missing.toString()).hasLineCount(1);
  }
}
