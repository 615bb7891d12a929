package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.models.Nets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelsCommandTest {
  @Test
  void theTableHasEveryNet() {
    Captured call = Captured.run("models");

    assertThat(call.exitCode()).isZero();
    assertThat(call.err()).isEmpty();
    assertThat(call.out().lines())
        .hasSize(1 + Nets.names().size())
        .anyMatch(
            line -> line.matches("name +group +images +parameters +multiply-adds +description"))
        .anyMatch(line -> line.matches("c16cnn +C16 .* +[0-9,]+ +[0-9,]+ +16 rotations .*"))
        .anyMatch(line -> line.matches("z2cnn +C1 +1×28×28 +21,750 +2,976,080 +ordinary .*"))
        .anyMatch(line -> line.matches("p4cnn +p4 +1×28×28 +24,680 +11,673,760 +10 fields .*"))
        .anyMatch(line -> line.matches("p4cnn-rotation-pooling +p4 .* +21,750 +11,904,320 .*"))
        .anyMatch(line -> line.matches("allcnn-p4m-paper +p4m +3×32×32 +1,219,678 +1,98.*"));
  }

  @Test
  void oneNetIsShownLayerByLayer() {
    Captured call = Captured.line("models p4cnn --channels 3 --classes 4");

    assertThat(call.exitCode()).isZero();
    assertThat(call.out().lines())
        .anyMatch(line -> line.startsWith("p4cnn: 10 fields"))
        .anyMatch(line -> line.matches("lifting1 .* 26×26 +280"))
        .anyMatch(line -> line.matches("groupCorrelation6 .* 1×1 +2,564"))
        .anyMatch(line -> line.matches("projection1 .* 1×1 +0"))
        .anyMatch(line -> line.endsWith("multiply-adds for an image of 28×28"));
    assertThat(Captured.line("models p4cnn --size 44").exitCode()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          p4cnn --size 29    | layer maxPool1
          p4cnn --size 29    | 28 and 30
          p4cnn --size 20    | does not fit
          p4cnn --size 0     | must be positive, not 1, 0, 0, 10
          p4cnn --classes -1 | must be positive
          z3cnn              | unknown net "z3cnn": did you mean "z2cnn"? Known: z2cnn, p4cnn
          """)
  void whatCannotBeIsOneLine(String arguments, String words) {
    Captured call = Captured.line("models " + arguments);

    assertThat(call.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(call.err()).startsWith("pinwheel: ").contains(words).hasLineCount(1);
  }

  @Test
  void aNetIsPrintedAsAFileThatDescribesIt(@TempDir Path folder) throws IOException {
    Captured json = Captured.line("models resnet44-p4m-exact --json");
    assertThat(json.exitCode()).isZero();
    Path file = folder.resolve("mine.json");
    Files.writeString(file, json.out());

    Captured shown = Captured.line("models " + file);
    assertThat(shown.exitCode()).isZero();
    assertThat(shown.out()).isEqualTo(Captured.line("models resnet44-p4m-exact").out());

    Files.writeString(file, json.out().replace("\"kernel\": 4", "\"kernal\": 4"));
    Captured wrong = Captured.line("models " + file);
    assertThat(wrong.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(wrong.err())
        .startsWith("pinwheel: " + file + " line ")
        .contains("layers[0]: the field 'kernel' is missing")
        .hasLineCount(1);
  }
}
