package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.models.SavedModel;
import dev.pinwheel.nn.WeightTensors;
import dev.pinwheel.nn.io.SafeTensors;
import dev.pinwheel.nn.io.TensorData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportCommandTest {
  @TempDir Path temporary;

  private String file(String name) {
    return temporary.resolve(name).toString();
  }

  @Test
  void anOnnxFileComesWithItsCertificate() throws Exception {
    Captured call = Captured.run("export", "p4cnn", "--to", file("out/a.onnx"), "--images", "2");

    assertThat(call.exitCode()).as(call.err()).isZero();
    assertThat(call.out().lines())
        .anyMatch(line -> line.matches("model +\\S+a.onnx \\([0-9,]+ bytes, ONNX, opset 17.*"))
        .anyMatch(line -> line.matches("outputs +error [0-9.]+e-0[6-9] against .* 2 images"))
        .anyMatch(line -> line.matches("EQUIVARIANT under p4: worst error \\S+ over 4 elements.*"));
    byte[] model = Files.readAllBytes(temporary.resolve("out/a.onnx"));
    String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(model));
    assertThat(temporary.resolve("out/a.certificate.json"))
        .content()
        .contains("\"sha256\" : \"" + sha256 + "\"", "\"verdict\" : \"EQUIVARIANT\"")
        .contains("\"group\" : \"p4\"", "\"name\" : \"r90\"", "ONNX Runtime");
    assertThat(temporary.resolve("out/a.certificate.html"))
        .content()
        .contains(sha256, "EQUIVARIANT under p4", "r270", "LibTorch");
    assertThat(names(temporary.resolve("out"))).hasSize(3);
  }

  @Test
  void aFileThatIsNotEquivariantSaysSo() throws IOException {
    Captured call =
        Captured.run("export", "z2cnn", "--to", file("z.onnx"), "--group", "C4", "--images", "1");

    assertThat(call.exitCode()).isEqualTo(ExitCode.NOT_EQUIVARIANT);
    assertThat(call.out()).contains("NOT EQUIVARIANT under C4: worst error");
    String bytes = Files.readString(temporary.resolve("z.onnx"), StandardCharsets.ISO_8859_1);
    assertThat(bytes).contains("NOT EQUIVARIANT under C4");
    assertThat(temporary.resolve("z.certificate.json"))
        .content()
        .contains("\"verdict\" : \"NOT EQUIVARIANT\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "p4cnn --to a.pt | ends in neither .onnx nor .safetensors",
        "p4cnn --to a.onnx --dense | --dense goes with .safetensors",
        "p4cnn --to a.safetensors --group C4 | --group goes with .onnx",
        "p4cnn --to a.safetensors --images 3 | --images goes with .onnx",
        "p4cnn --to a.safetensors --labels a,b | --labels goes with .onnx",
        "p4cnn --to a.onnx --labels a,b | 2 labels do not fit",
        "p4cnn --to a.onnx --group C3 | group C3 does not map the pixel grid",
        "p4cnn --to a.onnx --images 0 | at least 1 image, not 0",
        "p4cm --to a.onnx | did you mean \"p4cnn\"",
      })
  void aWrongOrderIsAnsweredWithALineAndLeavesNothing(String order, String message)
      throws IOException {
    String at = order.replace("--to ", "--to " + temporary + "/");
    Captured call = Captured.line("export " + at);

    assertThat(call.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(call.err().lines()).hasSize(1).allMatch(line -> line.startsWith("pinwheel: "));
    assertThat(call.err()).contains(message);
    assertThat(names(temporary)).isEmpty();
  }

  @Test
  void freeParametersGoOutAndComeBack() throws IOException {
    String weights = file("weights.safetensors");
    assertThat(Captured.run("export", "p4cnn", "--to", weights, "--seed", "3").exitCode()).isZero();
    SafeTensors read = SafeTensors.read(Path.of(weights));
    // As another program would write them: without metadata, in double precision.
    Map<String, TensorData> wide = new HashMap<>();
    read.tensors()
        .forEach((name, t) -> wide.put(name, TensorData.ofDoubles(t.shape(), t.toDoubles())));
    String foreign = file("foreign.safetensors");
    SafeTensors.of(wide, Map.of()).write(Path.of(foreign));

    Captured call =
        Captured.run("import", foreign, "--like", "p4cnn", "--to", file("m.safetensors"));
    assertThat(call.exitCode()).as(call.err()).isZero();
    assertThat(call.out()).contains("p4cnn: 24,680 parameters from 38 tensors");
    try (SavedModel model = SavedModel.read(temporary.resolve("m.safetensors"))) {
      assertThat(WeightTensors.of(model.model())).isEqualTo(read.tensors());
    }
  }

  @Test
  void weightsOfAnotherNetAreRefused() throws IOException {
    String weights = file("weights.safetensors");
    Captured.run("export", "p4cnn", "--to", weights, "--dense");
    assertThat(
            SafeTensors.read(Path.of(weights)).tensors().get("groupCorrelation1.filters").shape())
        .containsExactly(40, 40, 3, 3);

    Captured call =
        Captured.run("import", weights, "--like", "p4cnn", "--to", file("m.safetensors"));
    assertThat(call.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(call.err()).contains("holds another net's numbers");
    Captured whole = Captured.run("import", weights, "--like", "p4cnn", "--to", file("m.txt"));
    assertThat(whole.err()).contains("m.txt' is no .safetensors file");
    assertThat(names(temporary)).containsExactly("weights.safetensors");
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).toList();
    }
  }
}
