package dev.pinwheel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.data.DataException;
import dev.pinwheel.data.TrainTest;
import dev.pinwheel.models.SavedModel;
import dev.pinwheel.nn.check.EquivarianceCheck;
import dev.pinwheel.nn.check.EquivarianceReport;
import dev.pinwheel.nn.engine.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {
  private static final TrainListener SILENT = new TrainListener() {};
  private static final TrainTest SMALL = Rings.data(40, 20);

  @TempDir Path folder;

  private RunFolder folder(String name) {
    return new RunFolder(folder.resolve(name));
  }

  private RunResult run(String name, Consumer<Rings.Recipe> changes) {
    return new Trainer(Rings.config(changes), SMALL).run(folder(name), SILENT);
  }

  @Test
  void learnsAndStaysInvariant() {
    TrainConfig config =
        Rings.config(
            r -> {
              r.epochs = 5;
              r.batchSize = 20;
              r.schedule = "cosine";
            });
    TrainTest data = Rings.data(200, 60);
    RunResult result = new Trainer(config, data).run(folder("a"), SILENT);

    assertThat(result.testError()).isLessThan(0.3);
    assertThat(result.testImages()).isEqualTo(60);
    try (SavedModel saved = SavedModel.read(folder("a").weights())) {
      Evaluation again = Evaluation.of(saved, data.test(), SILENT.progress());
      assertThat(again.wrong()).isEqualTo(result.testWrong());
      assertThat(again.loss()).isEqualTo(result.testLoss());
      assertThat(again.confusion()).isEqualTo(result.confusion());
      float[] pixels = Batches.inOrder(data.test(), saved.preprocessing(), 3).pixels(0);
      for (Precision precision : Precision.ofCertificates()) {
        EquivarianceReport report =
            EquivarianceCheck.of(saved.model()).precision(precision).images(pixels).run();
        double limit = precision == Precision.FLOAT64 ? 1e-12 : 1e-5;
        assertThat(report.passed()).isTrue();
        assertThat(report.net().worstValue()).isLessThanOrEqualTo(limit);
        assertThat(report.net().worstGradient()).isLessThanOrEqualTo(limit);
      }
    }
  }

  @Test
  void twoTrainingsDoNotShareAFolder() {
    try (RunLock held = RunLock.of(folder("a"))) {
      assertThatThrownBy(() -> run("a", r -> r.net = "z2cnn"))
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("another training is at work in " + folder("a").path());
      assertThat(folder("a").record()).isEmpty();
      assertThat(run("b", r -> r.net = "z2cnn").testImages()).isEqualTo(20);
    }
    assertThat(run("a", r -> r.net = "z2cnn").testImages()).isEqualTo(20);
  }

  @Test
  void theSameSeedGivesTheSameBitsAndAnotherDoesNot() throws IOException {
    RunResult first = run("a", r -> r.net = "z2cnn");
    RunResult second = run("b", r -> r.net = "z2cnn");
    RunResult other =
        run(
            "c",
            r -> {
              r.net = "z2cnn";
              r.seed = 2;
            });

    assertThat(second.weightsSha256()).isEqualTo(first.weightsSha256());
    assertThat(Files.readAllBytes(folder("b").weights()))
        .isEqualTo(Files.readAllBytes(folder("a").weights()));
    assertThat(other.weightsSha256()).isNotEqualTo(first.weightsSha256());
  }

  @ParameterizedTest
  @ValueSource(strings = {"z2cnn", "p4cnn", "p4cnn-rotation-pooling"})
  void stoppedAfterEveryEpochItEndsInTheSameBits(String net) throws IOException {
    Consumer<Rings.Recipe> recipe =
        r -> {
          r.net = net;
          r.epochs = 3;
          r.augmentation = "rotate(180)+shift(2)";
          r.schedule = "exponential(1;0.5)";
          r.weightDecay = 0.01;
          r.evaluateEvery = 2;
          r.optimiser = net.equals("z2cnn") ? "adam" : "sgd";
        };
    RunResult whole = run("whole", recipe);
    Trainer trainer = new Trainer(Rings.config(recipe), SMALL);
    for (int epoch = 1; epoch <= 3; epoch++) {
      int until = epoch;
      assertThatThrownBy(() -> trainer.run(folder("parts"), new Stopping(until)))
          .hasMessage("stopped after " + until);
      assertThat(folder("parts").result()).isEmpty();
      assertThat(Files.readAllLines(folder("parts").metrics())).hasSize(1 + until);
    }
    RunResult parts = trainer.run(folder("parts"), SILENT);

    assertThat(parts.weightsSha256()).isEqualTo(whole.weightsSha256());
    assertThat(Files.readAllBytes(folder("parts").weights()))
        .isEqualTo(Files.readAllBytes(folder("whole").weights()));
    assertThat(parts.testLoss()).isEqualTo(whole.testLoss());
    assertThat(RunFolderTest.withoutSeconds(folder("parts")))
        .isEqualTo(RunFolderTest.withoutSeconds(folder("whole")));
  }

  /** Stops a run when an epoch is done. */
  private record Stopping(int epoch) implements TrainListener {
    @Override
    public void epochEnded(EpochMetrics metrics, int total) {
      if (metrics.epoch() == epoch) {
        throw new IllegalStateException("stopped after " + epoch);
      }
    }
  }

  @Test
  void anEndedRunIsNotRunAgainUnlessItsWeightsAreGone() throws IOException {
    RunResult first = run("a", r -> r.epochs = 1);
    RunResult again =
        new Trainer(Rings.config(r -> r.epochs = 1), SMALL).run(folder("a"), new Stopping(1));
    assertThat(again).isEqualTo(first);

    Files.delete(folder("a").curves());
    new Trainer(Rings.config(r -> r.epochs = 1), SMALL).run(folder("a"), new Stopping(1));
    assertThat(folder("a").curves()).exists();

    Files.delete(folder("a").weights());
    assertThat(run("a", r -> r.epochs = 1)).isEqualTo(first);
    assertThat(folder("a").weights()).exists();
  }

  @Test
  void withValidationTheTestImagesPlayNoPartBeforeTheEnd() throws IOException {
    Consumer<Rings.Recipe> recipe =
        r -> {
          r.validation = 10;
          r.evaluateEvery = 1;
        };
    TrainTest otherTest =
        new TrainTest("rings", "drawn by a test", SMALL.train(), Rings.images("other", 30, 9));
    RunResult one = run("a", recipe);
    RunResult two = new Trainer(Rings.config(recipe), otherTest).run(folder("b"), SILENT);

    assertThat(two.weightsSha256()).isEqualTo(one.weightsSha256());
    assertThat(RunFolderTest.withoutSeconds(folder("b")))
        .isEqualTo(RunFolderTest.withoutSeconds(folder("a")))
        .filteredOn(line -> line.contains(",validation,"))
        .hasSize(2);
    assertThat(one.testImages()).isEqualTo(20);
    assertThat(two.testImages()).isEqualTo(30);
  }

  @Test
  void heldOutImagesAreNotTrainedOn() {
    run("a", r -> r.validation = 10);
    RunRecord record = folder("a").record().orElseThrow();

    assertThat(record.data().trainImages()).isEqualTo(40);
    assertThat(record.normalisation().mean()).isNotEqualTo(SMALL.train().mean());
    assertThat(run("b", r -> {}).weightsSha256())
        .isNotEqualTo(folder("a").result().orElseThrow().weightsSha256());
  }

  @Test
  void whatDoesNotFitIsRefusedBeforeAnythingIsWritten() {
    assertRefused(r -> r.net = "p5cnn", "unknown net 'p5cnn'");
    assertRefused(r -> r.device = "cuda", "device 'cuda' is not available");
    assertRefused(r -> r.device = "gpu", "unknown device 'gpu'");
    assertRefused(r -> r.schedule = "linear", "unknown schedule 'linear'");
    assertRefused(r -> r.optimiser = "lion", "unknown optimiser 'lion'");
    assertRefused(r -> r.learningRate = 0, "learning rate must be positive");
    assertRefused(r -> r.weightDecay = -1, "weight decay must not be negative");
    assertRefused(r -> r.epochs = 0, "epochs and batch size must be at least 1");
    assertRefused(r -> r.evaluateEvery = -1, "must not be negative");
    assertThatThrownBy(() -> run("a", r -> r.augmentation = "turn(3)"))
        .isInstanceOf(DataException.class);
    assertThatThrownBy(() -> run("a", r -> r.validation = 40)).isInstanceOf(DataException.class);
    assertThat(folder("a").path()).doesNotExist();
  }

  private void assertRefused(Consumer<Rings.Recipe> changes, String words) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> run("a", changes))
        .withMessageContaining(words);
  }
}
