package dev.pinwheel.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.check.EquivarianceCheck;
import dev.pinwheel.nn.check.EquivarianceReport;
import dev.pinwheel.nn.check.LayerError;
import dev.pinwheel.nn.engine.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NetsTest {
  private static Net net(String name) {
    return Nets.find(name).orElseThrow().build(ModelOptions.MNIST);
  }

  @ParameterizedTest
  @CsvSource({"z2cnn, 21750, 2.98", "p4cnn, 24680, 11.67", "p4cnn-rotation-pooling, 21750, 11.90"})
  void hasThePublishedSize(String name, long parameters, double millionMultiplyAdds) {
    assertThat(net(name).parameterCount()).isEqualTo(parameters);
    assertThat(Math.round(net(name).multiplyAdds() / 1e4) / 100.0).isEqualTo(millionMultiplyAdds);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void p4cnnIsInvariant(Precision precision) {
    for (String name : new String[] {"p4cnn", "p4cnn-rotation-pooling"}) {
      try (Model model = Model.initialise(net(name), 7)) {
        EquivarianceReport report = EquivarianceCheck.of(model).precision(precision).run();
        for (LayerError e : report.layers()) {
          System.out.printf("%-22s %.1e %.1e%n", e.name(), e.worstValue(), e.worstGradient());
        }
        System.out.printf(
            "net %.1e %.1e %d%n",
            report.net().worstValue(), report.net().worstGradient(), report.gradientImages());
        assertThat(report.passed()).isTrue();
      }
    }
  }

  @Test
  void z2cnnIsNot() {
    try (Model model = Model.initialise(net("z2cnn"), 7)) {
      EquivarianceReport report = EquivarianceCheck.of(model).group(PointGroup.parse("C4")).run();
      assertThat(report.passed()).isFalse();
      assertThat(report.breakingLayers().get(0)).isEqualTo("correlation1");
      assertThat(report.net().worstValue()).isGreaterThan(0.1);
    }
  }
}
