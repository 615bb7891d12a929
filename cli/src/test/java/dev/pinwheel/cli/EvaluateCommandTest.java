package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluateCommandTest {
  @TempDir static Path temporary;

  @BeforeAll
  static void train() {
    Captured call =
        Captured.run("train", "z2cnn", "--epochs", "1", "--no-report", "--run", path("run"));
    assertThat(call.exitCode()).isZero();
  }

  private static String path(String name) {
    return temporary.resolve(name).toString();
  }

  private static void assertFails(Captured call, String... words) {
    assertThat(call.exitCode()).as(call.err()).isEqualTo(ExitCode.FAILED);
    assertThat(call.err()).startsWith("pinwheel: ").contains(words).hasLineCount(1);
  }

  @Test
  void aRunIsEvaluatedOnItsOwnData() {
    Captured call = Captured.run("evaluate", path("run"));

    assertThat(call.exitCode()).isZero();
    assertThat(call.out())
        .containsPattern("z2cnn on rotated-mnist, test: error [0-9.]+ % \\([0-9]+ of 20 wrong\\)");
    assertThat(call.out().lines().skip(2)).hasSize(11).first().asString().contains("predicted");
  }

  @Test
  void aWeightFileIsEvaluatedOnTheDataNamed() {
    Captured call =
        Captured.run(
            "evaluate",
            path("run/weights.safetensors"),
            "--data",
            "rotated-mnist",
            "--on",
            "train");

    assertThat(call.exitCode()).isZero();
    assertThat(call.out()).contains("z2cnn on rotated-mnist, train: error ", " of 40 wrong");
  }

  @Test
  void aWeightFileAloneDoesNotSayWhichData() {
    assertFails(
        Captured.run("evaluate", path("run/weights.safetensors")), "say which images with --data");
  }

  @ParameterizedTest
  @ValueSource(strings = {"evaluate", "check"})
  void damagedWeightsAreOneLine(String command) throws IOException {
    byte[] whole = Files.readAllBytes(temporary.resolve("run/weights.safetensors"));
    Path altered = temporary.resolve("altered.safetensors");
    byte[] bytes = whole.clone();
    bytes[bytes.length - 7] ^= 64;
    Files.write(altered, bytes);
    assertFails(
        Captured.run(command, altered.toString()), altered.toString(), "has changed since it was");

    Path cut = temporary.resolve("cut.safetensors");
    Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
    assertFails(Captured.run(command, cut.toString()), cut.toString());
    Files.writeString(cut, "no weights at all");
    assertFails(Captured.run(command, cut.toString()), cut.toString());
  }

  @Test
  void whatIsNoModelIsOneLine() throws IOException {
    assertFails(Captured.run("evaluate", path("none")), "there is no run folder or weight file");
    assertFails(Captured.run("evaluate", "p4cn"), "did you mean \"p4cnn\"?");
    Path empty = Files.createDirectory(temporary.resolve("empty"));
    assertFails(
        Captured.run("evaluate", empty.toString()), "no weights.safetensors: it is no run folder");
  }

  @Test
  void aRunThatHasNotEndedIsToldApart() throws IOException {
    Path open = Files.createDirectory(temporary.resolve("open"));
    Files.copy(temporary.resolve("run/run.json"), open.resolve("run.json"));

    assertFails(
        Captured.run("evaluate", open.toString()),
        "its run has not ended; go on with 'pinwheel train --resume " + open + "'");
  }

  @Test
  void unknownDataAndPartsAreNamed() {
    assertFails(
        Captured.run("evaluate", path("run"), "--data", "mnits"), "did you mean \"mnist\"?");
    Captured part = Captured.run("evaluate", path("run"), "--on", "all");
    assertThat(part.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(part.err()).contains("--on", "all").hasLineCount(1);
  }
}
