package dev.pinwheel.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateTest {
  private static final Certificate CERTIFICATE =
      new Certificate(
          "a.onnx",
          "00ff",
          7,
          "net",
          "in",
          "out",
          "ONNX",
          Certificate.EQUIVARIANT,
          new Certificate.Outputs(8, 1e-7, 1e-5),
          new Certificate.Equivariance(
              "C4", List.of(new Certificate.Element("e", 0)), 0, 1e-5, 8, ""),
          List.of("how"),
          Map.of("Pinwheel", "1"),
          "now");

  @TempDir Path temporary;

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    Path file = temporary.resolve("a.certificate.json");
    Files.writeString(file, CertificateForms.json(CERTIFICATE));

    assertThat(Certificate.read(file)).isEqualTo(CERTIFICATE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{}", "null", "{\"file\": \"a\"", "{\"verdict\": \"x\"}"})
  void whatIsNoCertificateIsRefused(String text) throws IOException {
    Path file = Files.writeString(temporary.resolve("b.certificate.json"), text);

    assertThatThrownBy(() -> Certificate.read(file))
        .isInstanceOf(ExportException.class)
        .hasMessage(file + " is no certificate that pinwheel wrote");
  }
}
