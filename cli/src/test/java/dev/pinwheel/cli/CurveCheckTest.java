package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CurveCheckTest {
  @TempDir Path temporary;

  @Test
  void aCurveIsATableASummaryAndThreeFiles() throws IOException {
    Path csv = temporary.resolve("deep/curve.csv");
    Path plot = temporary.resolve("curve.png");
    Path json = temporary.resolve("curve.json");
    Captured call =
        Captured.line(
            "check p4cnn --angles 0:100:30 --images 1 --csv %s --plot %s --json %s"
                .formatted(csv, plot, json));

    assertThat(call.exitCode()).as(call.err()).isZero();
    assertThat(call.err()).contains("turning images");
    assertThat(call.out().lines())
        .contains("p4cnn under p4, 4 angles, float64, 1 smooth images, inside a disc")
        .anyMatch(line -> line.matches("angle +net +worst image +worst layer"))
        .anyMatch(line -> line.matches(" +0 +exact +0.0e\\+00 .*"))
        .anyMatch(line -> line.matches(" +30 +[0-9.]+ % +[0-9.]+ % +[0-9.]+ % +\\w+[0-9]"))
        .anyMatch(line -> line.matches(" +90 +exact +[0-9.]+e-1[0-9] .*"))
        .contains("p4cnn is exact (no error above 1e-12) at multiples of 90 degrees;")
        .anyMatch(line -> line.matches("  outside p4 \\(30, 60 degrees\\): error .* at [36]0"));
    List<String> lines = Files.readAllLines(csv);
    assertThat(lines).hasSize(5);
    assertThat(lines.get(0)).startsWith("angle,element,lifting1,").endsWith(",projection1,net");
    BufferedImage picture = ImageIO.read(plot.toFile());
    assertThat(picture.getWidth()).isEqualTo(900);
    assertThat(Files.readString(json)).contains("\"p4cnn\" : {", "\"angles\" : [ 0.0, 30.0");
  }

  @Test
  void aPlainNetIsExactAtTheWholeTurnAlone() {
    Captured call = Captured.line("check z2cnn --angles 0,90,360 --images 1");

    assertThat(call.exitCode()).as(call.err()).isZero();
    assertThat(call.out().lines())
        .contains("z2cnn is exact (no error above 1e-12) at multiples of 360 degrees;")
        .noneMatch(line -> line.matches(" +90 +exact .*"));
  }

  @Test
  void aTrainedNetIsSetBesideAnUntrainedOne() {
    Path run = temporary.resolve("run");
    Captured train =
        Captured.run("train", "p4cnn", "--epochs", "1", "--no-report", "--run", run.toString());
    assertThat(train.exitCode()).isZero();
    Captured call =
        Captured.run("check", run.toString(), "--angles", "90,45", "--untrained", "--images", "1");

    assertThat(call.exitCode()).as(call.err()).isZero();
    assertThat(call.out().lines())
        .anyMatch(line -> line.startsWith("p4cnn is exact (no error above 1e-12) at 90 degrees"))
        .anyMatch(line -> line.startsWith("untrained is exact (no error above 1e-12) at 90"));
    List<String> at45 =
        call.out().lines().filter(line -> line.matches(" +45 .*")).distinct().toList();
    assertThat(at45).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --angles x                    | 'x' are no angles: give FROM:TO:STEP
          --angles 0:90                 | '0:90' are no angles
          --angles 90:0:5               | no angles go from 90 up to 0
          --angles 0:9:-1               | in steps of -1: give a positive step
          --angles 45 --images 0        | a curve needs at least 1 image, not 0
          --angles 45 --group C4        | --group does not go with --angles
          --angles 45 --random          | --random does not go with --angles
          --angles 45 --data mnist      | --data does not go with --angles
          --csv x.csv                   | --csv x.csv belongs to a curve: give --angles
          --plot x.png                  | --plot x.png belongs to a curve: give --angles
          --untrained                   | --untrained belongs to a curve: give --angles
          --angles 0 --images 1 --csv DIR/file/x.csv  | cannot write
          """)
  void whatCannotBeIsOneLine(String arguments, String words) throws IOException {
    Files.createFile(temporary.resolve("file"));
    Captured call = Captured.line("check p4cnn " + arguments.replace("DIR", temporary.toString()));

    assertThat(call.exitCode()).as(call.err()).isEqualTo(ExitCode.FAILED);
    assertThat(call.err().lines().filter(line -> line.startsWith("pinwheel: ")).toList())
        .hasSize(1)
        .allMatch(line -> line.contains(words));
  }
}
