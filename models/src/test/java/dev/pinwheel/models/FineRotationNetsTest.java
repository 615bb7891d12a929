package dev.pinwheel.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.SizeRuleException;
import dev.pinwheel.nn.check.EquivarianceCheck;
import dev.pinwheel.nn.check.EquivarianceReport;
import dev.pinwheel.nn.engine.Precision;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FineRotationNetsTest {
  @ParameterizedTest
  @CsvSource({"c8cnn, C8", "c16cnn, C16", "d8cnn, D8"})
  void areOfP4CnnsSizeAndObeyTheSizeRule(String name, String group) {
    Net net = Nets.get(name).build(ModelOptions.MNIST);

    assertThat(net.group()).isEqualTo(PointGroup.parse(group));
    assertThat(net.parameterCount()).isBetween(15_000L, 25_000L);
    assertThat(net.outputSize()).containsExactly(1, 1);
    assertThat(net.output().fields()).isEqualTo(10);
    assertThat(net.output().isTrivial()).isTrue();
    assertThat(
            net.sites().stream()
                .filter(site -> site.layer().window().isPresent())
                .map(site -> site.inputSize()[0]))
        .containsExactly(28, 22, 22, 11, 11, 11, 5, 5);
    assertThatThrownBy(() -> Nets.get(name).build(new ModelOptions(1, 30, 30, 10)))
        .isInstanceOf(SizeRuleException.class)
        .hasMessageContainingAll("layer maxPool2", "28 and 32");
  }

  @ParameterizedTest
  @CsvSource({"c8cnn, C4, 4", "c16cnn, C4, 4", "d8cnn, D4, 8"})
  void areExactUnderTheirElementsOnTheGrid(String name, String part, int order) {
    try (Model model = Model.initialise(Nets.get(name).build(ModelOptions.MNIST), 7)) {
      for (Precision precision : List.of(Precision.FLOAT64, Precision.FLOAT32)) {
        EquivarianceReport report =
            EquivarianceCheck.of(model).precision(precision).random(2, 3).run();
        assertThat(report.group()).isEqualTo(PointGroup.parse(part));
        assertThat(report.net().values()).hasSize(order);
        assertThat(report.breakingLayers()).isEmpty();
        assertThat(report.passed()).as(report.net().toString()).isTrue();
      }
    }
  }
}
