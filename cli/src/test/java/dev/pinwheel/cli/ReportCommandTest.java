package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportCommandTest {
  @TempDir static Path shared;
  @TempDir Path temporary;

  private static Captured trained;

  @BeforeAll
  static void train() throws IOException {
    Tiles.write(shared.resolve("tiles"), 12, 12, 1);
    trained =
        Captured.line(
            "train --data DIR/tiles --epochs 2 --batch-size 8 --threads 1 --precision float32 --run DIR/run"
                .replace("DIR", shared.toString()));
    assertThat(trained.exitCode()).as(trained.err()).isZero();
  }

  private static Captured call(String arguments, Path folder) {
    return Captured.line(arguments.replace("DIR", folder.toString()));
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file);
  }

  @Test
  void trainingEndsWithTheReport() throws IOException {
    Path page = shared.resolve("run/report.html");

    assertThat(trained.out().lines()).endsWith("report  " + page);
    assertThat(read(page)).contains("images-p4 on tiles", "disc", "ring", "EQUIVARIANT under p4");
    assertThat(shared.resolve("run/plots/loss.png")).isNotEmptyFile();
  }

  @Test
  void aRunIsReportedAgainWithFilesOfItsMistakes() throws IOException {
    Path page = temporary.resolve("again.html");
    Captured call = call("report DIR/run --to " + page, shared);

    assertThat(call.exitCode()).as(call.err()).isZero();
    assertThat(call.out()).isEqualToNormalizingNewlines("report  " + page + "\n");
    assertThat(call.err()).contains("proving symmetry: ", "turning images: ");
    assertThat(read(page)).contains("images of tiles are predicted wrongly");
    assertThat(temporary.resolve("again-plots/equivariance.png")).isNotEmptyFile();
  }

  @Test
  void otherImagesOfOnesOwnAreTaken() throws IOException {
    Tiles.write(temporary.resolve("more"), 5, 12, 7);
    Path page = temporary.resolve("more.html");
    Captured call =
        call("report %s --data DIR/more --to %s".formatted(shared.resolve("run"), page), temporary);

    assertThat(call.exitCode()).as(call.err()).isZero();
    assertThat(read(page)).contains(" of 10 images of more are predicted wrongly");
  }

  @Test
  void aRunWhoseImagesAreGoneIsReportedAllTheSame() throws IOException {
    Tiles.write(temporary.resolve("tiles"), 6, 12, 3);
    assertThat(
            call("train --data DIR/tiles --epochs 1 --no-report --run DIR/run", temporary)
                .exitCode())
        .isZero();
    assertThat(temporary.resolve("run/report.html")).doesNotExist();
    Files.move(temporary.resolve("tiles"), temporary.resolve("moved"));
    Captured call = call("report DIR/run", temporary);

    assertThat(call.exitCode()).as(call.err()).isZero();
    assertThat(read(temporary.resolve("run/report.html")))
        .contains("The images of the run can't be had any more: ", "at the end of the training");
    Captured asked = call("report DIR/run --data DIR/tiles", temporary);
    assertThat(asked.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(asked.err().lines().reduce((a, b) -> b).orElseThrow())
        .startsWith("pinwheel: ")
        .contains("tiles");
  }

  @Test
  void aWeightFileIsReportedBesideItself() throws IOException {
    Path weights = temporary.resolve("mine.safetensors");
    Files.copy(shared.resolve("run/weights.safetensors"), weights);
    Captured call = call("report " + weights, temporary);

    assertThat(call.exitCode()).as(call.err()).isZero();
    assertThat(call.out()).contains("report  " + temporary.resolve("mine-report.html"));
    assertThat(read(temporary.resolve("mine-report.html")))
        .contains("There are no labelled images to try the model on: name some with --data.");
    assertThat(temporary.resolve("mine-report-plots/equivariance.png")).isNotEmptyFile();
  }

  @Test
  void everySeedOfSeveralIsReported() {
    Captured swept = call("train z2cnn --epochs 1 --seeds 2 --seed 4 --run DIR/s", temporary);
    assertThat(swept.exitCode()).as(swept.err()).isZero();
    assertThat(swept.out())
        .contains("report  " + temporary.resolve("s/seed-4/report.html"))
        .contains("report  " + temporary.resolve("s/seed-5/report.html"));
    Captured one = call("report DIR/s --to DIR/one.html", temporary);
    assertThat(one.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(one.err())
        .contains("holds a run for each seed", temporary.resolve("s/seed-4").toString())
        .hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          report p4cn                        | did you mean "p4cnn"?
          report DIR/none                    | there is no run folder or weight file
          report DIR/run --data mnits        | did you mean "mnist"?
          report DIR/run --data rotated-mnist | the model takes images of 3×12×12
          report DIR/tiles                   | no weights.safetensors: it is no run folder
          report DIR/run --to DIR/tiles/disc/t00.png/x.html | cannot write
          """)
  void whatCannotBeIsOneLine(String arguments, String words) {
    Captured call = call(arguments, shared);

    assertThat(call.exitCode()).as(call.err()).isEqualTo(ExitCode.FAILED);
    assertThat(call.err().lines().reduce((a, b) -> b).orElseThrow())
        .startsWith("pinwheel: ")
        .contains(words);
    assertThat(call.out()).isEmpty();
  }

  @Test
  void helpTeaches() {
    Captured help = Captured.line("report --help");

    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).contains("pinwheel report runs/quickstart", "--data", "--to", "PNG");
    assertThat(Captured.line("train --help").out()).contains("--no-report");
  }
}
