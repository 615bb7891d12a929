package dev.pinwheel.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.check.EquivarianceCheck;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.io.WeightFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageNetsTest {
  @ParameterizedTest
  @ValueSource(strings = {"C1", "p4", "p4m"})
  void noSizeBreaksTheSizeRule(String group) {
    for (int rows = 4; rows <= 70; rows++) {
      ModelOptions options = new ModelOptions(3, rows, rows, 5);
      Net net = ImageNets.ofBudget(group, options, 25_000).build(options);
      Model.requireClassifier(net);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "C1, 12000",
    "C1, 60000",
    "p4, 12000",
    "p4, 25000",
    "p4, 60000",
    "p4m, 25000",
    "p4m, 60000"
  })
  void parametersAreNearTheBudget(String group, long budget) {
    ModelOptions options = new ModelOptions(3, 20, 20, 2);
    long count = ImageNets.ofBudget(group, options, budget).build(options).parameterCount();
    assertThat(count).isCloseTo(budget, within(budget / 8));
  }

  @ParameterizedTest
  @CsvSource({"p4, 20", "p4, 21", "p4m, 15", "D8, 12"})
  void freshNetsAreEquivariant(String group, int rows) {
    ModelOptions options = new ModelOptions(1, rows, rows, 3);
    NetFile file = ImageNets.ofBudget(group, options, 4_000);
    try (Model model = Model.initialise(file.build(options), 0)) {
      assertThat(
              EquivarianceCheck.of(model).precision(Precision.FLOAT64).random(2, 1).run().passed())
          .isTrue();
    }
  }

  @Test
  void moreImagesGetALargerNetAndTheChoiceSaysSo() {
    ModelOptions options = new ModelOptions(3, 20, 20, 2);
    ImageNets.Choice few = ImageNets.choose("p4", options, 500);
    ImageNets.Choice many = ImageNets.choose("p4", options, 25_600);
    assertThat(few.net().name()).isEqualTo("images-p4");
    assertThat(few.net().build(options).parameterCount())
        .isLessThan(many.net().build(options).parameterCount());
    assertThat(many.why()).contains("25,600 training images of 20×20", "60,000", "p4");
    assertThatThrownBy(() -> ImageNets.choose("p5m", options, 500))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSavedModelKeepsTheNamesOfItsClasses(@TempDir Path folder) {
    Path file = folder.resolve("m.safetensors");
    FileInput input = new FileInput(List.of("no plane", "plane \"x\", ü"), "resize(20)");
    try (SavedModel fresh =
            SavedModel.initialise("p4cnn", new ModelOptions(1, 28, 28, 2), Normalisation.NONE, 0);
        SavedModel named =
            new SavedModel(
                fresh.named(), fresh.options(), fresh.preprocessing(), fresh.model(), input)) {
      named.pack().write(file);
      try (SavedModel read = SavedModel.read(file)) {
        assertThat(read.input()).isEqualTo(input);
        assertThat(read.input().label(1)).isEqualTo("plane \"x\", ü");
      }
      SavedModel wrong =
          new SavedModel(
              fresh.named(),
              fresh.options(),
              fresh.preprocessing(),
              fresh.model(),
              new FileInput(List.of("a", "b", "c"), ""));
      wrong.pack().write(file);
      assertThatThrownBy(() -> SavedModel.read(file))
          .isInstanceOf(WeightFileException.class)
          .hasMessageContaining("has 2 classes and names 3");
    }
  }
}
