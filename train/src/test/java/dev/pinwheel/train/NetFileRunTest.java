package dev.pinwheel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.data.TrainTest;
import dev.pinwheel.models.NamedNet;
import dev.pinwheel.models.NetFile;
import dev.pinwheel.models.SavedModel;
import dev.pinwheel.models.Whitening;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of nets from files, on whitened images. */
class NetFileRunTest {
  private static final TrainTest DATA = Rings.data(40, 20);
  private static final TrainListener SILENT = new TrainListener() {};

  @TempDir Path temporary;

  private static NamedNet net(int fields) {
    return NetFile.parse(
            """
            {"name": "mine", "group": "p4",
             "images": {"channels": 1, "height": 28, "width": 28, "classes": 10},
             "layers": [{"layer": "lifting", "fields": %d, "kernel": 5},
                        {"layer": "batchNorm"},
                        {"layer": "relu"},
                        {"layer": "invariantHead", "fields": "classes"}]}
            """
                .formatted(fields),
            "a test")
        .named();
  }

  private static TrainConfig config(int epochs) {
    return TrainConfig.of("mine", "rings")
        .epochs(epochs)
        .batchSize(16)
        .optimiser("sgd")
        .learningRate(0.01)
        .augmentation("flip(horizontal)+shift(2)")
        .preprocessing("whiten(p4)")
        .threads(1)
        .build();
  }

  /** Stops after an epoch. */
  private static final class Stopping implements TrainListener {
    @Override
    public void epochEnded(EpochMetrics metrics, int total) {
      throw new IllegalStateException("stopped");
    }
  }

  @Test
  void aStoppedRunGoesOnToTheSameBitsFromItsFolderAlone() throws IOException {
    RunFolder whole = new RunFolder(temporary.resolve("whole"));
    RunFolder parts = new RunFolder(temporary.resolve("parts"));
    new Trainer(config(3), DATA, net(3)).run(whole, SILENT);
    assertThatThrownBy(() -> new Trainer(config(3), DATA, net(3)).run(parts, new Stopping()))
        .hasMessage("stopped");
    new Trainer(config(3), DATA, parts.net().orElseThrow()).run(parts, SILENT);

    assertThat(Files.readAllBytes(parts.weights())).isEqualTo(Files.readAllBytes(whole.weights()));
    assertThat(whole.record().orElseThrow().normalisation()).isNull();
    try (SavedModel saved = SavedModel.read(whole.weights())) {
      assertThat(saved.netName()).isEqualTo("mine");
      assertThat(saved.preprocessing()).isInstanceOf(Whitening.class);
      assertThat(Evaluation.of(saved, DATA.test(), SILENT.progress()).wrong())
          .isEqualTo(whole.result().orElseThrow().testWrong());
    }
  }

  @Test
  void anotherNetOfTheSameNameIsRefused() {
    RunFolder folder = new RunFolder(temporary.resolve("run"));
    new Trainer(config(1), DATA, net(2)).run(folder, SILENT);
    assertThatThrownBy(() -> new Trainer(config(1), DATA, net(3)).run(folder, SILENT))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("was begun with another net of the name 'mine': see its net.json");
  }
}
