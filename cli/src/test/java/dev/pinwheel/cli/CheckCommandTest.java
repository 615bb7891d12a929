package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckCommandTest {
  @TempDir Path temporary;

  @Test
  void anEquivariantNetPassesInBothPrecisions() throws IOException {
    Path json = temporary.resolve("report.json");
    Captured call = Captured.run("check", "p4cnn", "--images", "2", "--json", json.toString());

    assertThat(call.exitCode()).isZero();
    assertThat(call.err()).isEmpty();
    assertThat(call.out().lines())
        .contains("p4, all 4 elements, float64, 2 random images")
        .contains("p4, all 4 elements, float32, 2 random images")
        .contains("EQUIVARIANT under p4: no error above 1e-12 in float64")
        .contains("EQUIVARIANT under p4: no error above 1e-05 in float32")
        .anyMatch(line -> line.matches("layer +values +derivatives +what it does"))
        .anyMatch(line -> line.matches("lifting1 +[0-9.]+e-1[0-9] +[0-9.]+e-1[0-9] +ok +lifting.*"))
        .anyMatch(line -> line.matches("net +[0-9.]+e-1[0-9] +[0-9.]+e-1[0-9] +ok .*"))
        .noneMatch(line -> line.contains("BREAKS"));
    assertThat(Files.readString(json))
        .contains("\"precision\" : \"float64\"", "\"precision\" : \"float32\"")
        .contains("\"group\" : \"p4\"", "\"name\" : \"groupCorrelation6\"", "\"net\" : {");
  }

  @Test
  void anOrdinaryNetFailsAtItsFirstLayer() {
    Captured call = Captured.line("check z2cnn --group C4 --images 1 --precision float64 --random");

    assertThat(call.exitCode()).isEqualTo(ExitCode.NOT_EQUIVARIANT);
    assertThat(call.err()).isEmpty();
    assertThat(call.out().lines())
        .contains("NOT EQUIVARIANT under C4 in float64: first broken by correlation1")
        .anyMatch(line -> line.matches("correlation1 .* BREAKS .*"))
        .anyMatch(line -> line.matches("relu1 .* ok .*"))
        .noneMatch(line -> line.contains("float32"));
  }

  @Test
  void aNetOverFinerRotationsPassesOnTheGridAndSaysSo() throws IOException {
    Path json = temporary.resolve("report.json");
    Captured call =
        Captured.run(
            "check", "c8cnn", "--images", "1", "--precision", "float64", "--json", json.toString());

    assertThat(call.exitCode()).as(call.out()).isZero();
    assertThat(call.out().lines())
        .contains("C4 of C8, all 4 elements, float64, 1 random images")
        .contains("EQUIVARIANT under C4 of C8: no error above 1e-12 in float64")
        .contains(
            "exact over e, r90, r180, r270; the other 4 elements of C8 turn pixels by angles off"
                + " the grid: see the angle curve");
    assertThat(Files.readString(json)).contains("\"group\" : \"C4\"", "\"whole\" : \"C8\"");
  }

  @Test
  void aRunIsCheckedOnItsOwnImagesAndKeepsTheReport() {
    Path run = temporary.resolve("run");
    Captured train =
        Captured.run("train", "p4cnn", "--epochs", "1", "--no-report", "--run", run.toString());
    assertThat(train.exitCode()).isZero();
    Captured call = Captured.run("check", run.toString(), "--images", "2");

    assertThat(call.exitCode()).as(call.out()).isZero();
    assertThat(call.out()).contains("float64, 2 images of rotated-mnist", "EQUIVARIANT under p4");
    assertThat(run.resolve("equivariance.json"))
        .content()
        .contains("float32", "float64", "\"group\" : \"p4\"");
    Captured random =
        Captured.run(
            "check", run.toString(), "--random", "--images", "1", "--precision", "float32");
    assertThat(random.out()).contains("float32, 1 random images");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          p4cn                                | did you mean "p4cnn"?
          p4cnn --group C4x                   | There is no group "C4x"; did you mean "C4"?
          p4cnn --group C3                    | does not map the pixel grid onto itself
          p4cnn --images 0                    | a check needs at least 1 image, not 0
          p4cnn --data mnits                  | did you mean "mnist"?
          p4cnn --json DIR/file/x.json --images 1 | cannot write
          """)
  void whatCannotBeIsOneLine(String arguments, String words) throws IOException {
    Files.createFile(temporary.resolve("file"));
    Captured call = Captured.line("check " + arguments.replace("DIR", temporary.toString()));

    assertThat(call.exitCode()).as(call.err()).isEqualTo(ExitCode.FAILED);
    assertThat(call.err()).startsWith("pinwheel: ").contains(words).hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"float16", "bf16"})
  void aPrecisionThatProvesNothingIsWrongUsage(String precision) {
    Captured call = Captured.line("check p4cnn --precision " + precision);

    assertThat(call.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(call.err()).contains("FLOAT64", "'" + precision + "'").hasLineCount(1);
  }
}
