package dev.pinwheel.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.check.EquivarianceCheck;
import dev.pinwheel.nn.check.EquivarianceReport;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.layer.Reduction;
import dev.pinwheel.nn.module.Mode;
import dev.pinwheel.nn.module.Window;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Residual blocks: their layers as published, their shortcuts, their symmetry. */
class ResidualBlocksTest {
  private static final Window ODD = Window.of(3).stride(2).padding(1);
  private static final Window EVEN = Window.of(4).stride(2).padding(1);

  private static NetBuilder images(String group, int size) {
    return Net.images(PointGroup.parse(group), 1, size, size);
  }

  private static List<String> kinds(Net net, String prefix) {
    return net.sites().stream()
        .filter(s -> s.name().startsWith(prefix))
        .map(s -> s.layer().kind())
        .toList();
  }

  @Test
  void theBasicBlockIsThePublishedOne() {
    Net net = images("C4", 9).lifting(4, 3).block(Blocks.basic(4)).build();
    assertThat(kinds(net, "residual1.sequential1."))
        .containsExactly("groupCorrelation", "batchNorm", "relu", "groupCorrelation", "batchNorm");
    assertThat(kinds(net, "residual1.sequential2.")).isEmpty();
    assertThat(kinds(net, "")).endsWith("relu");
    int correlation = 4 * 4 * 4 * 9 + 4;
    assertThat(net.parameterCount()).isEqualTo((4 * 9 + 4) + 2 * (correlation + 8));
  }

  @Test
  void thePreActivationBlockIsThePublishedOne() {
    Net net = images("C4", 9).lifting(4, 3).block(Blocks.preActivation(4)).build();
    assertThat(kinds(net, "residual1.sequential1."))
        .containsExactly(
            "batchNorm", "relu", "groupCorrelation", "batchNorm", "relu", "groupCorrelation");
    assertThat(kinds(net, "residual1.sequential2.")).isEmpty();
    Net wider = images("C4", 9).lifting(4, 3).block(Blocks.preActivation(8)).build();
    assertThat(wider.sites().stream().map(LayerSite::name).limit(4))
        .containsExactly("lifting1", "batchNorm1", "relu1", "residual1");
    assertThat(kinds(wider, "residual1.sequential2.")).containsExactly("groupCorrelation");
  }

  @Test
  void theBottleneckIsThePublishedOne() {
    Net net = images("C4", 9).lifting(8, 3).block(Blocks.bottleneck(2, 8)).build();
    assertThat(kinds(net, "residual1.sequential1."))
        .containsExactly(
            "groupCorrelation",
            "batchNorm",
            "relu",
            "groupCorrelation",
            "batchNorm",
            "relu",
            "groupCorrelation",
            "batchNorm");
    int down = 8 * 2 * 4 + 2 + 4;
    int middle = 2 * 2 * 4 * 9 + 2 + 4;
    int up = 2 * 8 * 4 + 8 + 16;
    assertThat(net.parameterCount()).isEqualTo(8 * 9 + 8 + down + middle + up);
  }

  @Test
  void shortcutsFollowTheWindow() {
    Net odd = images("D4", 9).block(Blocks.basic(2, ODD)).build();
    Net even = images("D4", 8).block(Blocks.basic(2, EVEN)).build();
    assertThat(odd.outputSize()).containsExactly(5, 5);
    assertThat(even.outputSize()).containsExactly(4, 4);
    assertThat(shortcut(odd)).startsWith("lifting kernel 1 stride 2 ");
    assertThat(shortcut(even)).startsWith("lifting kernel 2 stride 2 ");
    assertThatExceptionOfType(SizeRuleException.class)
        .isThrownBy(() -> images("D4", 8).block(Blocks.basic(2, ODD)).build())
        .withMessageContaining("residual1.sequential1.lifting1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Blocks.basic(2, Window.of(1).padding(1)))
        .withMessageContaining("kernel 1 padding 1");
  }

  private static String shortcut(Net net) {
    return net.sites().stream()
        .filter(s -> s.name().startsWith("residual1.sequential2."))
        .map(s -> s.layer().toString())
        .findFirst()
        .orElseThrow();
  }

  static Stream<Arguments> nets() {
    List<UnaryOperator<NetBuilder>> odd =
        List.of(
            b -> b.block(Blocks.basic(2)).block(Blocks.basic(3, ODD)),
            b -> b.lifting(2, 3).repeat(2, Blocks.preActivation(2)),
            b -> b.block(Blocks.preActivation(2, ODD)).block(Blocks.preActivation(3)),
            b -> b.block(Blocks.bottleneck(1, 2)).block(Blocks.bottleneck(2, 4, ODD)),
            b -> b.block(Blocks.basic(2)).projection(Reduction.MAX).block(Blocks.basic(2)));
    return Stream.of("C4", "D4", "D1")
        .flatMap(
            g ->
                Stream.concat(
                    odd.stream().map(steps -> images(g, 9).block(steps)),
                    Stream.of(
                        images(g, 8).block(Blocks.basic(2, EVEN)).block(Blocks.basic(2)),
                        images(g, 8).block(Blocks.bottleneck(1, 2, EVEN)))))
        .flatMap(b -> Precision.ofCertificates().stream().map(p -> Arguments.of(b.build(), p)));
  }

  @ParameterizedTest
  @MethodSource("nets")
  void areExactlyEquivariant(Net net, Precision precision) {
    assertExact(net, precision);
  }

  @Test
  void areExactOnTheLineAndInSpace() {
    for (Precision precision : Precision.ofCertificates()) {
      assertExact(
          Net.images(PointGroup.reflection(), 1, 9).block(Blocks.basic(2, ODD)).build(), precision);
      assertExact(
          Net.images(PointGroup.cubeRotations(), 1, 3, 3, 3)
              .block(Blocks.bottleneck(1, 1, ODD))
              .build(),
          precision);
    }
  }

  private static void assertExact(Net net, Precision precision) {
    try (Model model = Maps.model(net, 1)) {
      for (Mode mode : List.of(Mode.INFERENCE, Mode.CALIBRATION)) {
        EquivarianceReport report =
            EquivarianceCheck.of(model).precision(precision).mode(mode).random(2, 1).run();
        assertThat(report.passed())
            .as("%s %s: %s, %s", mode, precision, report.breakingLayers(), report.net())
            .isTrue();
      }
    }
  }
}
