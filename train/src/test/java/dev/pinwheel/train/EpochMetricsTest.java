package dev.pinwheel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EpochMetricsTest {
  @TempDir Path temporary;

  @Test
  void whatIsWrittenIsReadBack() {
    List<EpochMetrics> metrics =
        List.of(
            new EpochMetrics(1, 1e-3, 0.7123456789012345, 0.25, null, 0, 0, 12.5),
            new EpochMetrics(2, 5e-4, 0.125, 1.0 / 3, "validation", 0.5, 0.0625, 13));
    RunFolder folder = new RunFolder(temporary);
    folder.writeMetrics(metrics);

    assertThat(EpochMetrics.read(folder.metrics())).isEqualTo(metrics);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "epoch,loss\n1,2\n",
        "epoch,learning_rate,train_loss,train_error,evaluation,evaluation_loss,evaluation_error,seconds\n1,2\n",
        "epoch,learning_rate,train_loss,train_error,evaluation,evaluation_loss,evaluation_error,seconds\n1,x,2,3,,,,4\n",
        "a,a\n\"1"
      })
  void whatIsNoTableIsRefusedOrEmpty(String text) throws IOException {
    Path file = Files.writeString(temporary.resolve("metrics.csv"), text);
    if (text.isEmpty()) {
      assertThat(EpochMetrics.read(file)).isEmpty();
      return;
    }
    assertThatThrownBy(() -> EpochMetrics.read(file))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining(file + " is no table of epochs");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> EpochMetrics.read(temporary.resolve("none.csv")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("none.csv");
  }
}
