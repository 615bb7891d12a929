package dev.pinwheel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pinwheel.data.DataException;
import dev.pinwheel.data.Hashes;
import dev.pinwheel.data.TrainTest;
import dev.pinwheel.nn.io.SafeTensors;
import dev.pinwheel.nn.io.WeightFileException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  private static final TrainTest DATA = Rings.data(40, 20);
  private static final TrainListener SILENT = new TrainListener() {};

  @TempDir Path temporary;

  private RunFolder folder() {
    return new RunFolder(temporary.resolve("run"));
  }

  private RunResult run(Consumer<Rings.Recipe> changes, TrainTest data) {
    return new Trainer(Rings.config(changes), data).run(folder(), SILENT);
  }

  /** The lines of a table of epochs but for the time that each took. */
  static List<String> withoutSeconds(RunFolder folder) throws IOException {
    return Files.readAllLines(folder.metrics()).stream()
        .map(line -> line.substring(0, line.lastIndexOf(',')))
        .toList();
  }

  @Test
  void everyFileTellsOfTheRun() throws IOException {
    Consumer<Rings.Recipe> recipe =
        r -> {
          r.epochs = 3;
          r.evaluateEvery = 2;
          r.schedule = "step(1;0.5)";
        };
    RunResult result = run(recipe, DATA);

    RunRecord record = folder().record().orElseThrow();
    assertThat(record.config()).isEqualTo(Rings.config(recipe));
    assertThat(record.data()).isEqualTo(RunRecord.DataRecord.of(DATA));
    assertThat(record.data().trainSha256()).isEqualTo(DATA.trainSha256());
    assertThat(record.parameters()).isEqualTo(24_680);
    assertThat(record.multiplyAdds()).isEqualTo(11_673_760L);
    assertThat(record.normalisation().mean()).isEqualTo(DATA.train().mean());
    assertThat(record.provenance().engine()).startsWith("2.");
    assertThat(Json.read(Json.write(record), RunRecord.class, "text")).isEqualTo(record);

    assertThat(folder().result()).contains(result);
    assertThat(result.weightsSha256())
        .isEqualTo(Hashes.sha256(Files.readAllBytes(folder().weights())));
    assertThat(result.confusion()).hasSize(10).allSatisfy(row -> assertThat(row).hasSize(10));
    assertThat(result.confusion().stream().flatMap(List::stream).mapToInt(n -> n).sum())
        .isEqualTo(20);
    assertThat(result.testError()).isEqualTo(result.testWrong() / 20.0);

    List<String> lines = Files.readAllLines(folder().metrics());
    assertThat(lines.get(0)).isEqualTo(EpochMetrics.CSV_HEADER);
    assertThat(lines).hasSize(4);
    assertThat(lines.get(1)).matches("1,0.005,[0-9.]+,[0-9.]+,,,,[0-9.]+");
    assertThat(lines.get(2)).matches("2,0.0025,[0-9.]+,[0-9.]+,test,[0-9.]+,[0-9.]+,[0-9.]+");
    assertThat(lines.get(3)).startsWith("3,0.0025,").contains(",test," + result.testLoss() + ",");

    BufferedImage curves = ImageIO.read(folder().curves().toFile());
    assertThat(curves.getWidth()).isEqualTo(900);
    assertThat(curves.getHeight()).isEqualTo(500);
    try (var files = Files.list(folder().path())) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder(
              ".lock",
              "net.json",
              "run.json",
              "metrics.csv",
              "checkpoint.safetensors",
              "weights.safetensors",
              "result.json",
              "curves.png");
    }
  }

  @Test
  void anEmptyFolderHoldsNothing() {
    assertThat(folder().record()).isEmpty();
    assertThat(folder().result()).isEmpty();
    assertThat(folder().sweep()).isEmpty();
  }

  @Test
  void aLossThatIsNoNumberEndsTheRunAndKeepsTheCheckpoint() throws IOException {
    Consumer<Rings.Recipe> wild =
        r -> {
          r.epochs = 4;
          r.schedule = "step(1;1e35)";
        };
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> run(wild, DATA))
          .isInstanceOf(TrainingException.class)
          .hasMessageContainingAll("the loss is ", " at epoch 2, step ", "--learning-rate");
      assertThat(SafeTensors.read(folder().checkpoint()).tensors()).isNotEmpty();
      assertThat(Files.readAllLines(folder().metrics())).hasSize(2);
      assertThat(folder().result()).isEmpty();
    }
  }

  @Test
  void aModelThatGivesNoNumbersIsNoResult() {
    Consumer<Rings.Recipe> wild =
        r -> {
          r.epochs = 1;
          r.batchSize = 40;
          r.learningRate = 1e37;
        };
    assertThatThrownBy(() -> run(wild, DATA))
        .isInstanceOf(TrainingException.class)
        .hasMessageContainingAll("the loss on test is ", "--learning-rate");
    assertThat(folder().result()).isEmpty();
    assertThat(folder().weights()).doesNotExist();
  }

  @Test
  void anotherRunOrOtherDataAreRefused() throws IOException {
    run(r -> r.epochs = 1, DATA);
    byte[] before = Files.readAllBytes(folder().checkpoint());

    for (Consumer<Rings.Recipe> other :
        List.<Consumer<Rings.Recipe>>of(
            r -> r.net = "z2cnn", r -> r.seed = 9, r -> r.epochs = 2, r -> r.batchSize = 8)) {
      assertThatThrownBy(
              () -> run(((Consumer<Rings.Recipe>) r -> r.epochs = 1).andThen(other), DATA))
          .isInstanceOf(TrainingException.class)
          .hasMessageContainingAll("holds another run (p4cnn on rings, seed 1)", "--run");
    }
    assertThatThrownBy(() -> run(r -> r.epochs = 1, Rings.data(41, 20)))
        .isInstanceOf(TrainingException.class)
        .hasMessageContainingAll("begun on other images of 'rings'", DATA.trainSha256());
    assertThatThrownBy(() -> run(r -> r.epochs = 1, Rings.data(40, 21)))
        .isInstanceOf(TrainingException.class);
    TrainTest watched =
        new TrainTest(
            DATA.name(),
            DATA.provenance(),
            DATA.train(),
            DATA.test(),
            Optional.of(Rings.images("validation", 20, 3)),
            DATA.recipe());
    assertThatThrownBy(() -> run(r -> r.epochs = 1, watched))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("begun on other images of 'rings'");
    assertThat(Files.readAllBytes(folder().checkpoint())).isEqualTo(before);
  }

  @Test
  void aCheckpointOfAnotherRunIsRefused() throws IOException {
    run(r -> r.epochs = 1, DATA);
    byte[] foreign = Files.readAllBytes(folder().checkpoint());
    for (String net : List.of("p4cnn", "z2cnn")) {
      RunFolder other = new RunFolder(temporary.resolve(net));
      Files.createDirectory(other.path());
      Files.write(other.checkpoint(), foreign);
      Trainer trainer = new Trainer(Rings.config(r -> r.net = net), DATA);
      assertThatThrownBy(() -> trainer.run(other, SILENT))
          .isInstanceOf(TrainingException.class)
          .hasMessageContainingAll(
              other.checkpoint() + " is a checkpoint of another run (p4cnn on rings, seed 1)");
    }
  }

  @Test
  void alteredFilesAreRefusedInOneLine() throws IOException {
    run(r -> r.epochs = 1, DATA);
    byte[] whole = Files.readAllBytes(folder().checkpoint());
    for (int at : new int[] {3, 20, 1000, whole.length / 2, whole.length - 2}) {
      byte[] altered = whole.clone();
      altered[at] ^= 1;
      Files.write(folder().checkpoint(), altered);
      assertThatThrownBy(() -> run(r -> r.epochs = 1, DATA))
          .isInstanceOf(WeightFileException.class)
          .hasMessageContaining("checkpoint.safetensors")
          .message()
          .doesNotContain("\n");
    }
    Files.write(folder().checkpoint(), whole);
    SafeTensors weights = SafeTensors.read(folder().weights());
    weights.write(folder().checkpoint());
    assertThatThrownBy(() -> run(r -> r.epochs = 1, DATA))
        .isInstanceOf(WeightFileException.class)
        .hasMessageContaining("it is no checkpoint");
    Files.write(folder().checkpoint(), whole);
    for (String text : List.of("", "{", "{\"net\": 1}", "[]")) {
      Files.writeString(folder().path().resolve("run.json"), text);
      assertThatThrownBy(() -> folder().record())
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("run.json is damaged or of another version");
    }
    Files.write(folder().path().resolve("run.json"), new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThatThrownBy(() -> folder().record()).isInstanceOf(TrainingException.class);
  }

  @Test
  void aFolderThatCannotBeMadeIsSaid() throws IOException {
    Path file = Files.createFile(temporary.resolve("run"));
    assertThatThrownBy(() -> run(r -> r.epochs = 1, DATA))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("cannot write " + file.resolve(".lock"));
  }

  @Test
  void aFullDiskKeepsTheEarlierCheckpoint() throws Exception {
    Path disk = Files.createDirectory(temporary.resolve("disk"));
    assumeTrue(
        shell("mount", "-t", "tmpfs", "-o", "size=800k", "tmpfs", disk.toString()),
        "a small tmpfs cannot be mounted here");
    try {
      RunFolder small = new RunFolder(disk.resolve("run"));
      Trainer trainer = new Trainer(Rings.config(r -> r.epochs = 3), DATA);
      TrainListener filling =
          new TrainListener() {
            @Override
            public void epochEnded(EpochMetrics metrics, int total) {
              try {
                Files.write(disk.resolve("filler"), new byte[300_000]);
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            }
          };
      assertThatThrownBy(() -> trainer.run(small, filling))
          .isInstanceOf(DataException.class)
          .hasMessageContainingAll("cannot write " + small.checkpoint(), "No space left");
      Files.delete(disk.resolve("filler"));
      SafeTensors.read(small.checkpoint());
      assertThat(Files.readAllLines(small.metrics())).hasSize(2);
      assertThat(trainer.run(small, SILENT).weightsSha256())
          .isEqualTo(run(r -> r.epochs = 3, DATA).weightsSha256());
    } finally {
      shell("umount", disk.toString());
    }
  }

  private static boolean shell(String... command) throws Exception {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException none) {
      return false;
    }
  }
}
