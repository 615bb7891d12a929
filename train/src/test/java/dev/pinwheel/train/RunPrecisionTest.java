package dev.pinwheel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.data.TrainTest;
import dev.pinwheel.models.SavedModel;
import dev.pinwheel.nn.io.SafeTensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run is computed in the precision that its configuration names. */
class RunPrecisionTest {
  private static final TrainListener SILENT = new TrainListener() {};
  private static final TrainTest DATA = Rings.data(40, 20);

  /** In files that were written before there was a choice, this is missing. */
  private static final String LINE = "\"precision\" : \"float32\",";

  @TempDir Path temporary;

  private RunFolder folder(String name) {
    return new RunFolder(temporary.resolve(name));
  }

  private RunResult run(String name, Consumer<Rings.Recipe> changes) {
    return new Trainer(Rings.config(changes), DATA).run(folder(name), SILENT);
  }

  private static Consumer<Rings.Recipe> in(String precision) {
    return r -> r.precision = precision;
  }

  @Test
  void olderFilesMeanFloat32() throws IOException {
    RunResult result = run("a", r -> {});
    Path json = folder("a").path().resolve("run.json");
    String text = Files.readString(json);
    assertThat(text).containsOnlyOnce(LINE);
    Files.writeString(json, text.replace(LINE, ""));
    RunRecord record = folder("a").record().orElseThrow();
    assertThat(record.config()).isEqualTo(Rings.config(r -> {}));
    assertThat(record.config().precision()).isEqualTo("float32");

    forgetPrecision(folder("a").checkpoint());
    Files.delete(folder("a").weights());
    assertThat(run("a", r -> {})).isEqualTo(result);
  }

  private static void forgetPrecision(Path checkpoint) {
    SafeTensors saved = SafeTensors.read(checkpoint);
    Map<String, String> metadata = new LinkedHashMap<>(saved.metadata());
    String config = metadata.get("pinwheel.config");
    assertThat(config).containsOnlyOnce(LINE);
    metadata.put("pinwheel.config", config.replace(LINE, ""));
    SafeTensors.of(saved.tensors(), metadata).write(checkpoint);
  }

  @ParameterizedTest
  @CsvSource({"bf16, adam", "bf16, sgd", "float64, adam", "float64, sgd"})
  void stoppedAfterEveryEpochItEndsInTheSameBits(String precision, String optimiser)
      throws IOException {
    Consumer<Rings.Recipe> recipe =
        r -> {
          r.precision = precision;
          r.optimiser = optimiser;
          r.net = "z2cnn";
          r.epochs = 3;
          r.evaluateEvery = 2;
          r.weightDecay = 0.01;
        };
    RunResult whole = run("whole", recipe);
    for (int epoch = 1; epoch <= 3; epoch++) {
      int until = epoch;
      assertThatThrownBy(
              () ->
                  new Trainer(Rings.config(recipe), DATA).run(folder("parts"), new Stopping(until)))
          .hasMessage("stopped after " + until);
    }
    RunResult parts = run("parts", recipe);

    assertThat(parts.weightsSha256()).isEqualTo(whole.weightsSha256());
    assertThat(parts.testLoss()).isEqualTo(whole.testLoss());
    assertThat(RunFolderTest.withoutSeconds(folder("parts")))
        .isEqualTo(RunFolderTest.withoutSeconds(folder("whole")));
  }

  private record Stopping(int epoch) implements TrainListener {
    @Override
    public void epochEnded(EpochMetrics metrics, int total) {
      if (metrics.epoch() == epoch) {
        throw new IllegalStateException("stopped after " + epoch);
      }
    }
  }

  @Test
  void bf16LearnsAndIsSavedInFloat32() throws IOException {
    Consumer<Rings.Recipe> recipe =
        r -> {
          r.precision = "bf16";
          r.epochs = 4;
        };
    RunResult result = run("a", recipe);
    List<String> lines = Files.readAllLines(folder("a").metrics());
    double first = Double.parseDouble(lines.get(1).split(",", -1)[2]);
    double last = Double.parseDouble(lines.get(4).split(",", -1)[2]);
    assertThat(last).isLessThan(0.8 * first);
    assertThat(folder("a").record().orElseThrow().config().precision()).isEqualTo("bf16");

    RunResult wide = run("b", r -> r.epochs = 4);
    assertThat(result.weightsSha256()).isNotEqualTo(wide.weightsSha256());
    // Of the way from a guess among ten classes down, it has gone as far as float32.
    double guess = Math.log(10);
    assertThat(guess - result.testLoss()).isGreaterThan(0.95 * (guess - wide.testLoss()));
    assertThat(Files.size(folder("a").weights())).isEqualTo(Files.size(folder("b").weights()));
    try (SavedModel saved = SavedModel.read(folder("a").weights())) {
      Evaluation again = Evaluation.of(saved, DATA.test(), SILENT.progress());
      assertThat(again.loss()).isBetween(0.98 * result.testLoss(), 1.02 * result.testLoss());
    }
  }

  @Test
  void anotherPrecisionIsAnotherRun() {
    run("a", r -> r.epochs = 1);
    assertThatThrownBy(() -> run("a", in("bf16").andThen(r -> r.epochs = 1)))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("holds another run");
  }

  @Test
  void configurationsReadAndKeepIt() {
    assertThat(Rings.config(in("BF16"))).isEqualTo(Rings.config(in("bf16")));
    assertThat(Rings.config(in(null))).isEqualTo(Rings.config(in("float32")));
    assertThat(TrainConfig.of("p4cnn", "rings").build().precision()).isEqualTo("float32");
    TrainConfig narrow = TrainConfig.of("p4cnn", "rings").precision("bf16").build();
    assertThat(narrow.with().seed(3).build().precision()).isEqualTo("bf16");
    assertThat(Json.read(Json.write(narrow), TrainConfig.class, "text")).isEqualTo(narrow);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Rings.config(in("float16")))
        .withMessage("unknown precision 'float16': use float32, float64, bf16");
  }
}
