package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.nn.io.SafeTensors;
import dev.pinwheel.train.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainCommandTest {
  @TempDir Path temporary;

  private Captured train(String arguments) {
    return Captured.line(
        "train " + arguments.replace("DIR", temporary.toString()) + " --no-report");
  }

  @Test
  void aRunTellsItsEpochsAndItsError() {
    Captured call = train("z2cnn --epochs 2 --batch-size 20 --evaluate-every 1 --run DIR/a");

    assertThat(call.exitCode()).isZero();
    assertThat(call.err()).isEmpty();
    assertThat(call.out().lines())
        .hasSize(7)
        .anyMatch(line -> line.matches("precision (float32|bf16): a correlation takes .*"))
        .anyMatch(
            line ->
                line.startsWith(
                    "z2cnn on rotated-mnist: 21,750 parameters, 2,976,080 multiply-adds an image,"
                        + " about "))
        .anyMatch(line -> line.matches(".* MiB for a training step of 20 images, epochs 2, .*"))
        .anyMatch(line -> line.matches("epoch +1/2 +loss .* training error .* test error .* left"))
        .anyMatch(line -> line.matches("epoch +2/2 .* s"))
        .anyMatch(line -> line.matches("test error .* of 20 images wrong\\) after 2 epochs, .*"))
        .contains("model   " + temporary.resolve("a/weights.safetensors"))
        .contains("curves  " + temporary.resolve("a/curves.png"));
  }

  @Test
  void aStoppedRunGoesOnAndAnEndedOneIsToldAgain() throws IOException {
    assertThat(train("p4cnn --epochs 2 --threads 1 --seed 3 --run DIR/whole").exitCode()).isZero();
    Path weights = temporary.resolve("whole/weights.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    Files.delete(weights);
    Files.delete(temporary.resolve("whole/result.json"));
    Captured resumed = train("--resume DIR/whole");

    assertThat(resumed.exitCode()).isZero();
    assertThat(resumed.out()).contains("into " + temporary.resolve("whole"), "test error ");
    assertThat(Files.readAllBytes(weights)).isEqualTo(bytes);
    assertThat(train("--resume DIR/whole").out()).isEqualTo(resumed.out());
    assertThat(new RunFolder(temporary.resolve("whole")).record().orElseThrow().config().seed())
        .isEqualTo(3);
  }

  @Test
  void aNetFileIsTrainedAndNeededNoMore(@TempDir Path elsewhere) throws IOException {
    Path file = elsewhere.resolve("any.json");
    Files.writeString(
        file,
        """
        {"name": "mine", "group": "p4",
         "images": {"channels": 1, "height": 28, "width": 28, "classes": 10},
         "layers": [{"layer": "lifting", "fields": 3, "kernel": 5},
                    {"layer": "batchNorm"},
                    {"layer": "invariantHead", "fields": "classes"}]}
        """);
    Captured call = train(file + " --epochs 2 --threads 1 --run DIR/f");
    assertThat(call.err()).isEmpty();
    assertThat(call.exitCode()).isZero();
    assertThat(call.out()).contains("mine on rotated-mnist: ");
    Files.delete(file);
    Path weights = temporary.resolve("f/weights.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    assertThat(Captured.line("evaluate " + temporary.resolve("f")).exitCode()).isZero();
    assertThat(Captured.line("check " + weights + " --images 1").exitCode()).isZero();

    Files.delete(weights);
    Files.delete(temporary.resolve("f/result.json"));
    assertThat(train("--resume DIR/f").exitCode()).isZero();
    assertThat(Files.readAllBytes(weights)).isEqualTo(bytes);
  }

  @Test
  void severalSeedsGiveMeanAndDeviation() {
    Captured call = train("z2cnn --epochs 1 --seeds 2 --seed 4 --run DIR/s");

    assertThat(call.exitCode()).isZero();
    assertThat(call.out().lines())
        .anyMatch(line -> line.matches("seed 4: test error [0-9.]+ %"))
        .anyMatch(line -> line.matches("seed 5: test error [0-9.]+ %"))
        .anyMatch(line -> line.matches("test error [0-9.]+ ± [0-9.]+ % over 2 seeds; runs in .*"));
    Captured again = train("--resume DIR/s");
    assertThat(again.exitCode()).isZero();
    assertThat(again.out()).contains("over 2 seeds").doesNotContain("epoch ");
  }

  @Test
  void aUsedFolderIsRefused() {
    assertThat(train("z2cnn --epochs 1 --run DIR/a").exitCode()).isZero();
    Captured again = train("z2cnn --epochs 1 --run DIR/a");

    assertThat(again.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(again.err())
        .isEqualToNormalizingNewlines(
            "pinwheel: DIR/a holds a run: go on with --resume DIR/a, or name another\n"
                .replace("DIR", temporary.toString()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          p4cn                         | unknown net "p4cn": did you mean "p4cnn"?
          p4cnn --data rotated-mnits   | unknown data set "rotated-mnits": did you mean "rotated-mnist"?
          p4cnn --schedule consine     | unknown schedule 'consine': use constant, cosine
          p4cnn --optimiser adm        | unknown optimiser 'adm': use adam or sgd
          p4cnn --device gpu           | unknown device 'gpu': use cpu, cuda, cuda:N or mps
          p4cnn --device cuda          | device 'cuda' is not available
          p4cnn --precision float16    | unknown precision 'float16': use float32, float64, bf16, or auto
          p4cnn --augment turn(3)      | unknown augmentation "turn"; Known: none, rotate, flip, shift
          p4cnn --epochs 0             | epochs and batch size must be at least 1, not 0 and 128
          p4cnn --batch-size 0         | must be at least 1, not 20 and 0
          p4cnn --learning-rate -1     | learning rate must be positive, not -1.0
          p4cnn --weight-decay NaN     | weight decay must not be negative, not NaN
          p4cnn --threads -1           | must not be negative, not 0, 0, -1
          p4cnn --seeds 0              | seeds must be at least 1, not 0
          p4cnn --validation 40        | cannot hold out 40 of the 40 images
          --resume DIR/none            | none holds no run: there is no run.json, so nothing to resume
          """)
  void whatCannotBeIsOneLine(String arguments, String words) {
    String run = arguments.startsWith("--resume") ? "" : " --run DIR/x";
    Captured call = train(arguments + run);

    assertThat(call.exitCode()).as(call.err()).isEqualTo(ExitCode.FAILED);
    assertThat(call.err()).startsWith("pinwheel: ").contains(words).hasLineCount(1);
    assertThat(temporary.resolve("x")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "train",
    "train p4cnn --resume DIR/x",
    "train p4cnn --epochs many",
    "train --resume DIR/x --epochs 3",
    "train --resume DIR/x --precision bf16"
  })
  void wrongUsageIsOneLine(String arguments) {
    Captured call = Captured.line(arguments.replace("DIR", temporary.toString()));

    assertThat(call.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(call.err()).endsWithIgnoringCase("see 'pinwheel train --help'\n").hasLineCount(1);
  }

  @Test
  void aLossThatIsNoNumberIsOneLine() {
    Captured call = train("z2cnn --epochs 9 --learning-rate 1e35 --run DIR/wild");

    assertThat(call.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(call.err()).contains("the loss is ", "--learning-rate").hasLineCount(1);
  }

  @Test
  void aFileInPlaceOfTheFolderIsOneLine() throws IOException {
    Files.createFile(temporary.resolve("file"));
    Captured call = train("z2cnn --epochs 1 --run DIR/file");

    assertThat(call.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(call.err()).contains("cannot write " + temporary.resolve("file")).hasLineCount(1);
  }

  @Test
  void aDamagedOrForeignCheckpointIsOneLine() throws IOException {
    assertThat(train("z2cnn --epochs 1 --run DIR/a").exitCode()).isZero();
    Path checkpoint = temporary.resolve("a/checkpoint.safetensors");
    byte[] bytes = Files.readAllBytes(checkpoint);
    bytes[bytes.length / 2] ^= 1;
    Files.write(checkpoint, bytes);
    Captured damaged = train("--resume DIR/a");
    assertThat(damaged.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(damaged.err()).contains("it has changed since it was written").hasLineCount(1);

    assertThat(train("z2cnn --epochs 1 --seed 8 --run DIR/b").exitCode()).isZero();
    Files.copy(
        temporary.resolve("b/checkpoint.safetensors"),
        checkpoint,
        StandardCopyOption.REPLACE_EXISTING);
    Captured foreign = train("--resume DIR/a");
    assertThat(foreign.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(foreign.err()).contains("checkpoint of another run", "seed 8").hasLineCount(1);
    assertThat(SafeTensors.read(checkpoint).tensors()).isNotEmpty();
  }
}
