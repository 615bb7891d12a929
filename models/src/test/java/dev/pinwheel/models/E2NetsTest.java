package dev.pinwheel.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.check.EquivarianceCheck;
import dev.pinwheel.nn.check.EquivarianceReport;
import dev.pinwheel.nn.layer.Restriction;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class E2NetsTest {
  private static Net net(String name) {
    return Nets.get(name).build(ModelOptions.MNIST);
  }

  /** Of the functions of kernels of 9, 7 and 5 taps; batch norm and biases; the linear layers. */
  @Test
  void parametersAreCountedLayerByLayer() {
    long head = (96 * 96 + 3 * 96) * 2 + 97 * 10;
    long c16 =
        33 * 24
            + 16L * (20 * (24 * 32 + 32 * 36 + 36 * 36 + 36 * 64) + 11 * 64 * 96)
            + 3 * (24 + 32 + 36 + 36 + 64 + 96)
            + head;
    assertThat(net("e2cnn-c16").parameterCount()).isEqualTo(c16).isBetween(2_700_000L, 2_900_000L);
    long d16 =
        33 * 17
            + 32L * 20 * (17 * 23 + 23 * 25 + 25 * 25 + 25 * 45)
            + 16L * 11 * 90 * 96
            + 3 * (17 + 23 + 25 + 25 + 45 + 96)
            + head;
    assertThat(net("e2cnn-d16-c16").parameterCount())
        .isEqualTo(d16)
        .isBetween(3_000_000L, 3_400_000L);
  }

  @ParameterizedTest
  @CsvSource({"e2cnn-c16", "e2cnn-d16-c16"})
  void rowsShrinkToOnePixel(String name) {
    assertThat(net(name).sites())
        .filteredOn(site -> site.layer().window().isPresent())
        .extracting(site -> site.inputSize()[0])
        .isEqualTo(List.of(28, 20, 20, 10, 10, 10, 5, 5));
    assertThat(net(name).outputSize()).containsExactly(1, 1);
    assertThat(net(name).sites().stream().filter(s -> s.layer() instanceof Restriction))
        .hasSize(name.contains("d16") ? 1 : 0);
  }

  /** The same layers with few fields, over the quarter turns that the grid allows. */
  @ParameterizedTest
  @CsvSource({"e2cnn-c16", "e2cnn-d16-c16"})
  void narrowOnesAreExactUnderQuarterTurns(String name) {
    String text =
        Nets.get(name)
            .file()
            .orElseThrow()
            .text()
            .replaceAll("\"fields\": [0-9]+", "\"fields\": 2");
    NetFile narrow = NetFile.parse(text, "a narrow net");
    try (Model model = Model.initialise(narrow.build(ModelOptions.MNIST), 3)) {
      EquivarianceReport report =
          EquivarianceCheck.of(model).group(PointGroup.cyclic(4)).random(2, 3).run();
      assertThat(report.net().values()).hasSize(4).allMatch(e -> e <= 1e-12);
      assertThat(report.net().gradients()).hasSize(4).allMatch(e -> e <= 1e-12);
      assertThat(report.passed()).isTrue();
    }
  }

  @Test
  void kernelFamiliesAndRestrictionsAreReadFromFiles() {
    String text = Nets.get("e2cnn-d16-c16").file().orElseThrow().text();
    NetFile family = NetFile.parse(text.replace("\"harmonic\"", "\"harmonics\""), "mine.json");
    assertThatThrownBy(() -> family.build(ModelOptions.MNIST))
        .isInstanceOf(NetFileException.class)
        .hasMessageStartingWith("mine.json line ")
        .hasMessageContaining(", kernels: there is no kernel family 'harmonics'");
    NetFile restriction = NetFile.parse(text.replace("\"to\": \"C16\"", "\"to\": \"C5\""), "m");
    assertThatThrownBy(() -> restriction.build(ModelOptions.MNIST))
        .isInstanceOf(NetFileException.class)
        .hasMessageContaining(", layers[");
  }
}
