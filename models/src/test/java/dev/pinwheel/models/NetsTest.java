package dev.pinwheel.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.SizeRuleException;
import dev.pinwheel.nn.check.EquivarianceCheck;
import dev.pinwheel.nn.check.EquivarianceReport;
import dev.pinwheel.nn.check.LayerError;
import dev.pinwheel.nn.engine.Precision;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetsTest {
  private static final List<String> MNIST_NETS =
      List.of("z2cnn", "p4cnn", "p4cnn-rotation-pooling");

  private static Net net(String name, int size) {
    return Nets.get(name).build(new ModelOptions(1, size, size, 10));
  }

  @ParameterizedTest
  @CsvSource({"z2cnn, 21750, 2.98", "p4cnn, 24680, 11.67", "p4cnn-rotation-pooling, 21750, 11.90"})
  void hasThePublishedSize(String name, long parameters, double millionMultiplyAdds) {
    Net net = net(name, 28);

    assertThat(net.parameterCount()).isEqualTo(parameters);
    assertThat(Math.round(net.multiplyAdds() / 1e4) / 100.0).isEqualTo(millionMultiplyAdds);
    assertThat(net.outputSize()).containsExactly(1, 1);
    assertThat(net.output().fields()).isEqualTo(10);
    assertThat(net.output().isTrivial()).isTrue();
  }

  @Test
  void sizesShrinkAsPublished() {
    for (String name : MNIST_NETS) {
      List<Integer> sizes =
          net(name, 28).sites().stream()
              .filter(site -> site.layer().window().isPresent())
              .map(site -> site.inputSize()[0])
              .toList();
      assertThat(sizes).as(name).containsExactly(28, 26, 24, 12, 10, 8, 6, 4);
    }
  }

  /** As in the authors' code, where rotation pooling is the last thing of a layer. */
  @ParameterizedTest
  @CsvSource({
    "z2cnn, correlation batchNorm relu dropout",
    "p4cnn, groupCorrelation batchNorm relu",
    "p4cnn-rotation-pooling, lifting batchNorm relu projection"
  })
  void hiddenLayersAreInThePublishedOrder(String name, String order) {
    String kinds =
        net(name, 28).sites().stream()
            .map(site -> site.name().replaceAll("\\d+$", ""))
            .collect(Collectors.joining(" "));

    assertThat(kinds).contains(String.join(" ", Collections.nCopies(4, order)));
  }

  @Test
  void evenSizesWorkAndOddOnesAreRefusedWithLayerAndSizes() {
    for (String name : List.of("p4cnn", "p4cnn-rotation-pooling")) {
      for (int size : IntStream.range(28, 45).toArray()) {
        if (size % 2 == 0) {
          assertThat(net(name, size).outputSize()).containsOnly((size - 4) / 2 - 11);
        } else {
          assertThatThrownBy(() -> net(name, size))
              .isInstanceOf(SizeRuleException.class)
              .hasMessageContainingAll(
                  "layer maxPool1", (size - 1) + " and " + (size + 1), size + "×" + size);
        }
      }
    }
  }

  @Test
  void anOrdinaryNetTakesOddSizesAndNoneTakesTooSmallOnes() {
    assertThat(net("z2cnn", 29).outputSize()).containsExactly(1, 1);
    for (String name : MNIST_NETS) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> net(name, 26))
          .withMessageStartingWith(name + ": layer ")
          .withMessageContaining("does not fit");
    }
  }

  @Test
  void turnedImagesMustBeSquare() {
    assertThatThrownBy(() -> Nets.get("p4cnn").build(new ModelOptions(1, 28, 30, 10)))
        .isInstanceOf(SizeRuleException.class)
        .hasMessageContaining("28×30 is not square");
  }

  @Test
  void channelsAndClassesAreFree() {
    Net net = Nets.get("p4cnn").build(new ModelOptions(3, 28, 28, 4));

    assertThat(net.input().fields()).isEqualTo(3);
    assertThat(net.output().fields()).isEqualTo(4);
    assertThat(net.parameterCount()).isEqualTo(24_680 + 2 * 9 * 10 - 6 * (10 * 4 * 16 + 1));
  }

  @Test
  void namesAreListedAndUnknownOnesRefused() {
    assertThat(Nets.names()).startsWith("z2cnn", "p4cnn", "p4cnn-rotation-pooling");
    assertThat(Nets.all()).extracting(NamedNet::name).isEqualTo(Nets.names());
    assertThat(Nets.find("p5cnn")).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Nets.get("p5cnn"))
        .withMessage("unknown net 'p5cnn': known are " + String.join(", ", Nets.names()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ModelOptions(1, 28, 0, 10))
        .withMessageContaining("1, 28, 0, 10");
  }

  @ParameterizedTest
  @ValueSource(strings = {"p4cnn", "p4cnn-rotation-pooling"})
  void freshNetsAreInvariantLayerByLayer(String name) {
    for (Precision precision : Precision.ofCertificates()) {
      double limit = precision == Precision.FLOAT64 ? 1e-12 : 1e-5;
      try (Model model = Model.initialise(net(name, 28), 7)) {
        EquivarianceReport report =
            EquivarianceCheck.of(model).precision(precision).random(4, 3).run();
        assertThat(report.tolerance()).isEqualTo(limit);
        assertThat(report.group().order()).isEqualTo(4);
        assertThat(report.layers()).allSatisfy(layer -> assertSmall(layer, limit));
        assertSmall(report.net(), limit);
        assertThat(report.net().gradients()).hasSize(4);
        assertThat(report.passed()).isTrue();
      }
    }
  }

  private static void assertSmall(LayerError error, double limit) {
    assertThat(error.values()).as(error.name()).hasSize(4).allMatch(e -> e <= limit);
    assertThat(error.gradients()).as(error.name()).isNotEmpty().allMatch(e -> e <= limit);
  }

  @Test
  void anOrdinaryNetIsNotInvariant() {
    try (Model model = Model.initialise(net("z2cnn", 28), 7)) {
      EquivarianceReport report =
          EquivarianceCheck.of(model).group(PointGroup.parse("C4")).random(2, 1).run();
      assertThat(report.passed()).isFalse();
      assertThat(report.breakingLayers().get(0)).isEqualTo("correlation1");
      assertThat(report.net().worstValue()).isGreaterThan(0.1);
    }
  }
}
