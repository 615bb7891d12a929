package dev.pinwheel.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.models.Nets;
import dev.pinwheel.models.Normalisation;
import dev.pinwheel.models.SavedModel;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The nets by name in full size, each as a file. */
class NamedModelsTest {
  @TempDir Path folder;

  static List<String> names() {
    // Those of hundreds of megabytes are left out; EveryLayerTest has all that they are made of.
    return Nets.names().stream().filter(name -> !name.startsWith("e2cnn")).toList();
  }

  @ParameterizedTest
  @MethodSource("names")
  void fileIsTheModel(String name) {
    try (SavedModel saved =
        SavedModel.initialise(
            Nets.get(name), Nets.get(name).images(), new Normalisation(0.45, 0.25), 1)) {
      RandomModels.disturb(saved.model());
      Certificate certificate =
          OnnxExport.of(Exportable.of(saved)).random(1, 3).write(folder.resolve(name + ".onnx"));
      assertThat(certificate.outputs().error()).isLessThanOrEqualTo(1e-5);
      assertThat(certificate.equivariance().elements()).isNotEmpty();
      // As published some of the nets have windows that overlook rows at one side.
      boolean broken = name.endsWith("-paper") && !name.contains("-z2");
      assertThat(certificate.passed()).isEqualTo(!broken);
      assertThat(certificate.verdict())
          .isEqualTo(broken ? Certificate.NOT_EQUIVARIANT : Certificate.EQUIVARIANT);
    }
  }
}
