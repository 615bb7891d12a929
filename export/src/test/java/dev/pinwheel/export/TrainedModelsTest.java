package dev.pinwheel.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.models.SavedModel;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models that were trained on images, each as a file. */
class TrainedModelsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"p4cnn, 24680", "planesnet-p4, 59262"})
  void fileIsTheModel(String name, long parameters) throws URISyntaxException {
    Path weights = Path.of(getClass().getResource("/trained/" + name + ".safetensors").toURI());
    try (SavedModel saved = SavedModel.read(weights)) {
      assertThat(saved.model().net().parameterCount()).isEqualTo(parameters);
      Certificate certificate =
          OnnxExport.of(Exportable.of(saved)).random(8, 5).write(folder.resolve(name + ".onnx"));
      assertThat(certificate.outputs().error()).isLessThanOrEqualTo(1e-5);
      assertThat(certificate.equivariance().elements()).hasSize(4);
      assertThat(certificate.equivariance().elements())
          .allMatch(element -> element.error() <= 1e-5);
      assertThat(certificate.verdict()).isEqualTo(Certificate.EQUIVARIANT);
    }
  }
}
