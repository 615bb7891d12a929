package dev.pinwheel.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.layer.GroupCorrelation;
import dev.pinwheel.nn.layer.LiftingCorrelation;
import dev.pinwheel.nn.layer.Pointwise;
import dev.pinwheel.nn.layer.Reduction;
import dev.pinwheel.nn.module.FeatureTypeException;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Window;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NativeScope.class)
class NetTest {
  private static final PointGroup C4 = PointGroup.parse("C4");

  private static NetBuilder small() {
    return Net.images(C4, 3, 11, 11)
        .lifting(4, 3)
        .batchNorm()
        .relu()
        .residual(b -> b.groupCorrelation(4, Window.of(3).padding(1)).relu())
        .groupCorrelation(5, 3)
        .invariantHead(10);
  }

  @Test
  void parametersAreNamedByLayerAndRole() {
    assertThat(small().build().parameters().keySet())
        .containsExactly(
            "lifting1.weight",
            "lifting1.bias",
            "batchNorm1.weight",
            "batchNorm1.bias",
            "batchNorm1.running_mean",
            "batchNorm1.running_var",
            "residual1.sequential1.groupCorrelation1.weight",
            "residual1.sequential1.groupCorrelation1.bias",
            "groupCorrelation1.weight",
            "groupCorrelation1.bias",
            "linear1.weight",
            "linear1.bias");
  }

  @Test
  void parametersAreSharedOverTheGroup() {
    Net net = small().build();
    assertThat(net.parameters().values().stream().mapToLong(Parameter::count))
        .containsExactly(
            4 * 3 * 9L, 4L, 4L, 4L, 4L, 4L, 4 * 4 * 4 * 9L, 4L, 5 * 4 * 4 * 9L, 5L, 50L, 10L);
    assertThat(net.parameterCount()).isEqualTo(108 + 4 + 8 + 576 + 4 + 720 + 5 + 60);
  }

  @Test
  void multiplyAddsCountEveryTapOfTheExpandedFilters() {
    long lifting = 81L * 9 * 3 * 16;
    long body = 81L * 9 * 16 * 16;
    long last = 49L * 9 * 16 * 20;
    assertThat(small().build().multiplyAdds()).isEqualTo(lifting + body + last + 50);
  }

  @Test
  void summaryHasALineForEveryLayerAndTheTotals() {
    Net net = small().build();
    List<String> lines = net.summary().lines().toList();
    assertThat(lines).hasSize(net.sites().size() + 1);
    assertThat(lines.get(0)).matches("lifting1 +kernel 3 +C4: 4 regular +9×9 +112");
    assertThat(lines.get(3)).startsWith("residual1 ").contains("C4: 4 regular", "9×9");
    assertThat(lines).anyMatch(l -> l.matches("projection1 +max over C4 +C4: 5 trivial +7×7 +0"));
    assertThat(lines).anyMatch(l -> l.matches("globalPool1 +mean +C4: 5 trivial +1×1 +0"));
    assertThat(lines.get(lines.size() - 1))
        .contains("parameters", "multiply-adds", "11×11")
        .contains(String.format("%,d", net.parameterCount()));
  }

  @Test
  void sitesGiveNamesAndInputSizes() {
    Net net = small().build();
    assertThat(net.sites().stream().map(LayerSite::name))
        .startsWith("lifting1", "batchNorm1", "relu1", "residual1", "residual1.sequential1")
        .endsWith("projection1", "globalPool1", "linear1")
        .doesNotHaveDuplicates();
    LayerSite last = net.sites().get(net.sites().size() - 1);
    assertThat(last.inputSize()).containsExactly(1, 1);
    assertThat(last).hasToString("linear1: linear 'C4: 5 trivial' → 'C4: 10 trivial'");
    assertThat(net.group()).isEqualTo(C4);
    assertThat(net.inputSize()).containsExactly(11, 11);
  }

  @Test
  void repeatAppliesAStepSeveralTimes() {
    Net net =
        Net.images(C4, 1, 9, 9).lifting(2, 1).repeat(3, b -> b.groupCorrelation(2, 3)).build();
    assertThat(net.outputSize()).containsExactly(3, 3);
    assertThat(net.sites()).hasSize(4);
  }

  @Test
  void typesThatDoNotFitAreBothNamed() {
    NetBuilder image = Net.images(C4, 1, 9, 9);
    assertThatThrownBy(() -> image.groupCorrelation(2, 3))
        .isInstanceOf(FeatureTypeException.class)
        .hasMessageContainingAll("C4: 1 trivial", "C4: 1 regular", "use lifting");
    NetBuilder lifted = Net.images(C4, 1, 9, 9).lifting(2, 3);
    assertThatThrownBy(() -> lifted.lifting(2, 3))
        .isInstanceOf(FeatureTypeException.class)
        .hasMessageContainingAll("C4: 2 trivial", "C4: 2 regular", "use groupCorrelation");
    assertThatThrownBy(() -> lifted.correlation(2, 3))
        .isInstanceOf(FeatureTypeException.class)
        .hasMessageContainingAll("C4: 2 regular", "C1");
    FeatureType other = FeatureType.regular(PointGroup.parse("D4"), 2);
    assertThatThrownBy(
            () -> lifted.then(t -> new Pointwise(other, dev.pinwheel.nn.layer.Activation.RELU)))
        .isInstanceOf(FeatureTypeException.class)
        .hasMessageContainingAll("relu", "D4: 2 regular", "C4: 2 regular");
    assertThatThrownBy(() -> lifted.residual(b -> b.groupCorrelation(3, 3)))
        .isInstanceOf(FeatureTypeException.class)
        .hasMessageContainingAll("C4: 2 regular", "C4: 3 regular", "1×1");
    assertThatThrownBy(
            () -> lifted.concatenation(List.of(b -> b, b -> b.projection(Reduction.MAX))))
        .isInstanceOf(FeatureTypeException.class)
        .hasMessageContainingAll("C4: 2 regular", "C4: 2 trivial");
  }

  @Test
  void layersRefuseMapsOfAnotherType() {
    FeatureType two = FeatureType.trivial(C4, 2);
    LiftingCorrelation layer = new LiftingCorrelation(FeatureType.trivial(C4, 1), 2, Window.of(3));
    FeatureMap x = Maps.random(two, 1, 1, 5, 5);
    assertThatThrownBy(() -> layer.apply(x, Pass.inference(Maps.weights(layer, 1))))
        .isInstanceOf(FeatureTypeException.class)
        .hasMessageContainingAll("lifting", "'C4: 1 trivial'", "'C4: 2 trivial'");
  }

  @Test
  void imagesOfAnotherSizeAreRefused() {
    Net net = Net.images(C4, 1, 9, 9).lifting(2, 3).build();
    try (Model model = Maps.model(net, 1)) {
      FeatureMap x = Maps.random(net.input(), 1, 1, 8, 8);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> net.apply(x, Pass.inference(model.weights())))
          .withMessageContainingAll("9×9", "8×8");
    }
  }

  @Test
  void aLayerStandsInOnePlaceOnly() {
    GroupCorrelation layer =
        new GroupCorrelation(FeatureType.regular(C4, 2), 2, Window.of(3).padding(1));
    NetBuilder twice =
        Net.images(C4, 1, 9, 9).lifting(2, 3).then(type -> layer).then(type -> layer);
    assertThatIllegalArgumentException()
        .isThrownBy(twice::build)
        .withMessageContainingAll("groupCorrelation2", "twice");
  }

  @Test
  void aSingleLayerIsANetToo() {
    FeatureType type = FeatureType.regular(C4, 2);
    Net net = Net.of(new GroupCorrelation(type, 3, Window.of(3).stride(2)), 6, 6);
    assertThat(net.sites().stream().map(LayerSite::name)).containsExactly("groupCorrelation1");
    assertThat(net.outputSize()).containsExactly(2, 2);
    assertThat(net.output()).isEqualTo(FeatureType.regular(C4, 3));
  }
}
