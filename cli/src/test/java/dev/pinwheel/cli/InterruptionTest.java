package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptionTest {
  @TempDir Path temporary;

  /** A process that trains on {@link Samples}. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) {
      Terminal terminal = Terminal.ofProcess();
      Main.start(terminal, Commands.all(terminal, new Samples()), arguments);
    }
  }

  private Process start(String... arguments) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName());
    builder.command().addAll(java.util.List.of(arguments));
    return builder
        .directory(temporary.toFile())
        .redirectError(temporary.resolve("err").toFile())
        .start();
  }

  @Test
  void aSignalEndsATrainingWithOneLineAndItGoesOn() throws Exception {
    Process process = start("train", "p4cnn", "--epochs", "500", "--run", "run");
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (int epochs = 0; epochs < 3; ) {
        String line = out.readLine();
        assertThat(line).isNotNull();
        epochs += line.startsWith("epoch ") ? 1 : 0;
      }
      process.toHandle().destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(process.exitValue()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(Files.readString(temporary.resolve("err")))
        .isEqualToNormalizingNewlines("pinwheel: interrupted\n");
    assertThat(Files.readAllLines(temporary.resolve("run/metrics.csv")))
        .hasSizeGreaterThanOrEqualTo(4);
    try (var files = Files.list(temporary)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("run", "err");
    }
  }

  @Test
  void anExitCodeComesThrough() throws Exception {
    Process process = start("models", "p4cnn", "--size", "29");
    process.getInputStream().readAllBytes();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(ExitCode.FAILED);
    assertThat(Files.readString(temporary.resolve("err"))).contains("maxPool1").hasLineCount(1);
  }
}
