package dev.pinwheel.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.nn.io.Integrity;
import dev.pinwheel.nn.io.SafeTensors;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed again and again, at any moment, and ends as one that was not. */
class KilledRunTest {
  /** When a process is killed. */
  private enum Moment {
    STARTING,
    STEPPING,
    WRITING
  }

  private static final int KILLS = 24;
  private static final int START_MILLIS = 1200;
  private static final int STEPS = 6;
  private static final int STEP_MILLIS = 25;

  @TempDir Path temporary;

  private final Random random = new Random(20);
  private RunFolder folder;
  private int epochs;

  @Test
  void endsInTheSameBits() throws Exception {
    folder = new RunFolder(temporary.resolve("killed"));
    for (int kill = 0; kill < KILLS; kill++) {
      List<String> said = runAndKill(Moment.values()[kill % 3]);
      assertWholeFiles();
      int saved = epochsSaved();
      assertThat(saved).as("epochs after kill %d", kill).isGreaterThanOrEqualTo(epochs);
      assertThat(saved).isGreaterThanOrEqualTo(lastEpochSaid(said));
      epochs = saved;
    }
    assertThat(epochs).isBetween(2, ChildRun.CONFIG.epochs() - 1);

    Process last = start();
    List<String> said = lines(last);
    assertThat(last.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(last.exitValue()).as("%s", said).isZero();
    assertThat(said).contains("epoch " + (epochs + 1)).doesNotContain("epoch " + epochs);
    assertWholeFiles();
    assertThat(temporaryFiles()).isZero();

    RunFolder whole = new RunFolder(temporary.resolve("whole"));
    new Trainer(ChildRun.CONFIG, ChildRun.DATA).run(whole, new TrainListener() {});
    assertThat(Files.readAllBytes(folder.weights())).isEqualTo(Files.readAllBytes(whole.weights()));
    assertThat(RunFolderTest.withoutSeconds(folder)).isEqualTo(RunFolderTest.withoutSeconds(whole));
    assertThat(epochsListed())
        .isEqualTo(IntStream.rangeClosed(1, ChildRun.CONFIG.epochs()).boxed().toList());
    assertThat(folder.result().orElseThrow().weightsSha256())
        .isEqualTo(whole.result().orElseThrow().weightsSha256());
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-Djava.awt.headless=true",
            "-cp",
            System.getProperty("java.class.path"),
            ChildRun.class.getName(),
            folder.path().toString())
        .redirectErrorStream(true)
        .start();
  }

  /** Kills by SIGKILL and tells what the process had said. */
  private List<String> runAndKill(Moment moment) throws Exception {
    Process process = start();
    List<String> said = new ArrayList<>();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      if (moment == Moment.STARTING) {
        TimeUnit.MILLISECONDS.sleep(random.nextInt(START_MILLIS));
      } else {
        for (int step = random.nextInt(STEPS); step >= 0; step--) {
          said.add(out.readLine());
        }
        if (moment == Moment.WRITING) {
          awaitTemporaryFile();
        } else {
          TimeUnit.MILLISECONDS.sleep(random.nextInt(STEP_MILLIS));
        }
      }
      process.toHandle().destroyForcibly();
      out.lines().forEach(said::add);
    }
    assertThat(process.waitFor()).as("%s", said).isEqualTo(128 + 9);
    return said;
  }

  /** Waits until a file is being written that was not there before. */
  private void awaitTemporaryFile() {
    long before = temporaryFiles();
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    long now = before;
    while (now <= before && System.nanoTime() < limit) {
      before = now; // A run that starts sweeps away what the last one left.
      Thread.onSpinWait();
      now = temporaryFiles();
    }
  }

  private long temporaryFiles() {
    String[] names = folder.path().toFile().list((path, name) -> name.endsWith(".tmp"));
    return names == null ? 0 : names.length;
  }

  private static List<String> lines(Process process) throws IOException {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      return out.lines().toList();
    }
  }

  private static int lastEpochSaid(List<String> said) {
    return said.stream()
        .filter(line -> line != null && line.matches("epoch \\d+"))
        .mapToInt(line -> Integer.parseInt(line.substring(6)))
        .max()
        .orElse(0);
  }

  /** Every file under its name is whole; what was being written has a name that no one reads. */
  private void assertWholeFiles() throws IOException {
    if (!Files.isDirectory(folder.path())) {
      return;
    }
    try (var files = Files.list(folder.path())) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        switch (name) {
          case "run.json" ->
              assertThat(folder.record().orElseThrow().config()).isEqualTo(ChildRun.CONFIG);
          case ".lock" -> assertThat(Files.size(file)).isZero();
          case "net.json" -> assertThat(folder.net()).isPresent();
          case "metrics.csv" -> assertThat(epochsSaved() - epochsListed().size()).isBetween(0, 1);
          case "checkpoint.safetensors", "weights.safetensors" ->
              assertThat(SafeTensors.read(file).integrity()).isEqualTo(Integrity.VERIFIED);
          case "result.json" -> assertThat(folder.result()).isPresent();
          case "curves.png" -> assertThat(ImageIO.read(file.toFile())).isNotNull();
          default -> assertThat(name).matches("\\..+\\.[-0-9a-f]{36}\\.tmp");
        }
      }
    }
  }

  private int epochsSaved() {
    if (!Files.exists(folder.checkpoint())) {
      return 0;
    }
    String metrics = SafeTensors.read(folder.checkpoint()).metadata().get("pinwheel.metrics");
    return Json.read(metrics, EpochMetrics[].class, "checkpoint").length;
  }

  private List<Integer> epochsListed() throws IOException {
    List<String> lines = Files.readAllLines(folder.metrics());
    assertThat(lines.get(0)).isEqualTo(EpochMetrics.CSV_HEADER);
    assertThat(lines).allMatch(line -> line.split(",", -1).length == 8);
    return lines.stream()
        .skip(1)
        .map(line -> Integer.valueOf(line.substring(0, line.indexOf(','))))
        .toList();
  }
}
