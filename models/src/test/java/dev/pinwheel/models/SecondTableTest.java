package dev.pinwheel.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.SizeRuleException;
import dev.pinwheel.nn.check.EquivarianceCheck;
import dev.pinwheel.nn.check.EquivarianceReport;
import dev.pinwheel.nn.check.LayerError;
import dev.pinwheel.nn.module.Parameter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecondTableTest {
  private static Net net(String name) {
    return Nets.get(name).build(ModelOptions.CIFAR10);
  }

  /** Batch norm with statistics and scales of its own, as after a training. */
  private static Model model(Net net) {
    Model model = Model.initialise(net, 7);
    Random random = new Random(5);
    for (Parameter p : model.weights().parameters()) {
      if (p.kind() != Parameter.Kind.WEIGHT) {
        float[] values = new float[(int) p.count()];
        for (int i = 0; i < values.length; i++) {
          values[i] = 0.5f + random.nextFloat();
        }
        model.weights().set(p, values);
      }
    }
    return model;
  }

  @ParameterizedTest
  @CsvSource({
    "allcnn-z2-paper, 1372254, 281",
    "allcnn-p4-paper, 1371006, 1120",
    "allcnn-p4m-paper, 1219678, 1989",
    "resnet44-z2-paper, 2639434, 389",
    "resnet44-p4m-paper, 2622878, 3070"
  })
  void thePapersVariantsHaveThePublishedSizes(String name, long parameters, long millions) {
    Net net = net(name);
    assertThat(net.parameterCount()).isEqualTo(parameters);
    assertThat(Math.round(net.multiplyAdds() / 1e6)).isEqualTo(millions);
  }

  /** The first window has 16 taps instead of 9; p4m's classifier sees 45 numbers instead of 360. */
  @ParameterizedTest
  @CsvSource({
    "allcnn-z2-exact, 1374270, 320",
    "allcnn-p4-exact, 1372014, 1271",
    "allcnn-p4m-exact, 1220350, 2256",
    "resnet44-z2-exact, 2640106, 449",
    "resnet44-p4m-exact, 2619959, 3541"
  })
  void theExactVariantsDifferInTheFirstWindowAndTheHead(
      String name, long parameters, long millions) {
    Net net = net(name);
    assertThat(net.parameterCount()).isEqualTo(parameters);
    assertThat(Math.round(net.multiplyAdds() / 1e6)).isEqualTo(millions);
  }

  @Test
  void theResNetsHave44LayersWithWeights() {
    for (String name : List.of("resnet44-z2-paper", "resnet44-p4m-exact")) {
      long deep =
          net(name).sites().stream()
              .filter(site -> !site.name().contains("sequential2"))
              .filter(
                  site ->
                      site.layer().parameters().stream()
                          .anyMatch(p -> p.kind() == Parameter.Kind.WEIGHT && p.shape().length > 1))
              .count();
      assertThat(deep).isEqualTo(44);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"allcnn-p4-exact", "allcnn-p4m-exact", "resnet44-z2-exact", "resnet44-p4m-exact"})
  void theExactVariantsMeet33And17And9Rows(String name) {
    assertThat(net(name).sites())
        .filteredOn(site -> site.layer().window().isPresent())
        .extracting(site -> site.inputSize()[0])
        .containsOnly(32, 33, 17, 9);
    assertThat(net(name).outputSize()).containsExactly(1, 1);
  }

  @Test
  void oddImagesBreakTheExactVariantsAndAreRefused() {
    assertThatThrownBy(() -> Nets.get("allcnn-p4-exact").build(new ModelOptions(3, 33, 33, 10)))
        .isInstanceOf(SizeRuleException.class)
        .hasMessageContaining("layer groupCorrelation2: kernel 3 stride 2 padding 1 on 34×34");
  }

  private static Net small(String group, Variant variant, boolean residual) {
    NetFile file =
        residual
            ? ResNets.net("small", group, 1, new int[] {2, 3, 4}, variant)
            : AllCnnNets.net("small", group, 2, 3, variant);
    return file.build(ModelOptions.CIFAR10);
  }

  @ParameterizedTest
  @CsvSource({"p4, false", "p4m, false", "p4, true", "p4m, true"})
  void narrowExactVariantsAreInvariantInEveryLayer(String group, boolean residual) {
    try (Model model = model(small(group, Variant.EXACT, residual))) {
      EquivarianceReport report = EquivarianceCheck.of(model).random(2, 3).run();
      assertThat(report.layers()).allSatisfy(SecondTableTest::assertExact);
      assertExact(report.net());
      assertThat(report.passed()).isTrue();
    }
  }

  private static void assertExact(LayerError error) {
    assertThat(error.values()).as(error.name()).isNotEmpty().allMatch(e -> e <= 1e-12);
    assertThat(error.gradients()).as(error.name()).isNotEmpty().allMatch(e -> e <= 1e-12);
  }

  @Test
  void theCheckNamesTheStridedLayersOfTheNarrowPaperVariants() {
    assertThat(breaking(small("p4", Variant.PAPER, false)))
        .containsExactly("groupCorrelation2", "groupCorrelation5");
    assertThat(breaking(small("p4m", Variant.PAPER, false)))
        .containsExactly("groupCorrelation2", "groupCorrelation5");
    assertThat(breaking(small("p4m", Variant.PAPER, true)))
        .contains(
            "residual2.sequential1.groupCorrelation1",
            "residual2.sequential2.groupCorrelation1",
            "residual3.sequential1.groupCorrelation1",
            "residual3.sequential2.groupCorrelation1",
            "flatten1")
        .doesNotContain("lifting1", "residual1", "linear1", "globalPool1");
  }

  /** A net of plain correlations breaks with its first one, as far as turned images go. */
  @Test
  void theOrdinaryNetsBreakUnderRotations() {
    for (Variant variant : Variant.values()) {
      try (Model model = model(small("C1", variant, false))) {
        EquivarianceReport turned =
            EquivarianceCheck.of(model)
                .group(PointGroup.parse("C4"))
                .derivatives(EquivarianceCheck.Derivatives.LEFT_OUT)
                .random(1, 3)
                .run();
        assertThat(turned.breakingLayers().get(0)).isEqualTo("correlation1");
        assertThat(turned.passed()).isFalse();
      }
    }
  }

  private static List<String> breaking(Net net) {
    try (Model model = model(net)) {
      EquivarianceReport report =
          EquivarianceCheck.of(model)
              .derivatives(EquivarianceCheck.Derivatives.LEFT_OUT)
              .random(2, 3)
              .run();
      assertThat(report.passed()).isFalse();
      return report.breakingLayers();
    }
  }
}
