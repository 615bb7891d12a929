package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.train.RunFolder;
import dev.pinwheel.train.TrainConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --precision} of the commands that train and predict. */
class PrecisionOptionTest {
  @TempDir static Path temporary;

  private static Captured call(String arguments) {
    return Captured.line(arguments.replace("DIR", temporary.toString()));
  }

  private static TrainConfig config(String run) {
    return new RunFolder(temporary.resolve(run)).record().orElseThrow().config();
  }

  @BeforeAll
  static void train() {
    Captured call =
        call("train z2cnn --epochs 2 --threads 1 --precision bf16 --no-report --run DIR/narrow");
    assertThat(call.exitCode()).as(call.err()).isZero();
    assertThat(call.err()).isEmpty();
    assertThat(call.out().lines()).first().isEqualTo("precision bf16: as asked for");
  }

  @Test
  void aRunKeepsItsPrecisionWhenItGoesOn() throws Exception {
    assertThat(config("narrow").precision()).isEqualTo("bf16");
    Path weights = temporary.resolve("narrow/weights.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    Files.delete(weights);
    Captured resumed = call("train --resume DIR/narrow --no-report");

    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(Files.readAllBytes(weights)).isEqualTo(bytes);
    assertThat(config("narrow").precision()).isEqualTo("bf16");
  }

  @Test
  void leftToTheProgramItIsMeasuredAndSaidWhy() {
    Captured call = call("train z2cnn --epochs 1 --no-report --run DIR/auto");

    assertThat(call.exitCode()).as(call.err()).isZero();
    String chosen = config("auto").precision();
    assertThat(chosen).isIn("float32", "bf16");
    assertThat(call.out().lines())
        .first()
        .asString()
        .startsWith("precision " + chosen + ": a correlation takes ")
        .matches(".* takes [0-9.]+ ms in float32 and [0-9.]+ ms in bf16 on this processor");
  }

  @Test
  void everySeedOfASweepHasIt() {
    Captured call =
        call("train z2cnn --epochs 1 --seeds 2 --precision bf16 --no-report --run DIR/seeds");

    assertThat(call.exitCode()).as(call.err()).isZero();
    RunFolder sweep = new RunFolder(temporary.resolve("seeds"));
    assertThat(sweep.sweep().orElseThrow().config().precision()).isEqualTo("bf16");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bf16", "float32", "FLOAT64", "auto"})
  void aRunIsEvaluatedInAny(String precision) {
    Captured call = call("evaluate DIR/narrow --precision " + precision);

    assertThat(call.exitCode()).as(call.err()).isZero();
    assertThat(call.out()).containsPattern("z2cnn on rotated-mnist, test: error [0-9.]+ %.*loss");
  }

  @Test
  void theLossShowsWhich() {
    String narrow = call("evaluate DIR/narrow --precision bf16").out();
    String wide = call("evaluate DIR/narrow --precision float64").out();
    double difference = loss(narrow) - loss(wide);

    assertThat(Math.abs(difference)).isBetween(1e-4, 0.02 * loss(wide));
    assertThat(call("evaluate DIR/narrow").out())
        .isEqualTo(call("evaluate DIR/narrow --precision float32").out());
  }

  private static double loss(String out) {
    String line = out.lines().findFirst().orElseThrow();
    return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train z2cnn --run DIR/x --precision float16",
        "evaluate DIR/narrow --precision float16"
      })
  void aMisspeltOneIsOneLineWithAllThatThereAre(String arguments) {
    Captured call = call(arguments);

    assertThat(call.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(call.err())
        .isEqualToNormalizingNewlines(
            "pinwheel: unknown precision 'float16': use float32, float64, bf16, or auto\n");
    assertThat(temporary.resolve("x")).doesNotExist();
  }
}
