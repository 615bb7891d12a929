package dev.pinwheel.nn.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.Maps;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.SizePolicy;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.layer.Reduction;
import dev.pinwheel.nn.module.Mode;
import dev.pinwheel.nn.module.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A check that cannot fail proves nothing: everything that breaks symmetry must be found. */
class CheckFailsTest {
  private static final PointGroup C4 = PointGroup.parse("C4");

  private static EquivarianceReport run(Net net, PointGroup group, Precision precision) {
    try (Model model = Maps.model(net, 1)) {
      return EquivarianceCheck.of(model).group(group).precision(precision).random(3, 1).run();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Precision.class,
      names = {"FLOAT32", "FLOAT64"})
  void plainNetUnderRotations(Precision precision) {
    Net net =
        Net.images(PointGroup.parse("C1"), 1, 9, 9)
            .correlation(4, 3)
            .relu()
            .correlation(4, 3)
            .invariantHead(3)
            .build();
    EquivarianceReport report = run(net, C4, precision);
    assertThat(report.passed()).isFalse();
    assertThat(report.breakingLayers()).containsExactly("correlation1", "correlation2");
    assertThat(report.net().worstValue()).isGreaterThan(0.05);
    assertThat(report.layers().get(0).values().get(0)).as("under the identity").isZero();
    assertThat(report.layers().get(0).worstValue()).isGreaterThan(0.1);
  }

  @Test
  void netForRotationsUnderReflections() {
    Net net =
        Net.images(C4, 1, 9, 9)
            .lifting(4, 3)
            .relu()
            .groupCorrelation(4, 3)
            .invariantHead(3)
            .build();
    assertThat(run(net, C4, Precision.FLOAT64).passed()).isTrue();
    EquivarianceReport report = run(net, PointGroup.parse("D4"), Precision.FLOAT64);
    assertThat(report.passed()).isFalse();
    assertThat(report.net().values().subList(0, 4)).allMatch(e -> e < 1e-12);
    assertThat(report.net().values().subList(4, 8)).allMatch(e -> e > 1e-3);
  }

  @Test
  void aNetWhoseOutputTheGroupDoesNotActOnIsNotProven() {
    Net net = Net.images(C4, 1, 9, 9).lifting(4, 3).build();
    EquivarianceReport report = run(net, PointGroup.parse("D4"), Precision.FLOAT64);
    assertThat(report.net().values()).isEmpty();
    assertThat(report.passed()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = Precision.class,
      names = {"FLOAT32", "FLOAT64"})
  void strideThatMissesTheLastRow(Precision precision) {
    Net net =
        Net.images(C4, 1, 32, 32)
            .lifting(2, Window.of(3).stride(2).padding(1))
            .relu()
            .projection(Reduction.MAX)
            .sizes(SizePolicy.ALLOW_BROKEN)
            .build();
    EquivarianceReport report = run(net, C4, precision);
    assertThat(report.breakingLayers()).containsExactly("lifting1");
    assertThat(report.layers().get(0).worstValue()).isGreaterThan(0.1);
    assertThat(report.net().worstValue()).isGreaterThan(0.1);
    assertThat(report.passed()).isFalse();
  }

  @Test
  void statisticsPerChannel() {
    assertFound("channelNorm1", BrokenLayers::channelNorm);
  }

  @Test
  void paddingAtOneEnd() {
    assertFound("padAtOneEnd1", BrokenLayers::padAtOneEnd);
  }

  @Test
  void orientationsThatChangePlaces() {
    assertFound("swapOrientations1", BrokenLayers::swapOrientations);
  }

  @ParameterizedTest
  @EnumSource(
      value = Precision.class,
      names = {"FLOAT32", "FLOAT64"})
  void derivativesAlone(Precision precision) {
    EquivarianceReport report = run(netWith(BrokenLayers::detachOneOrientation), C4, precision);
    LayerError broken = report.layers().get(1);
    assertThat(broken.name()).isEqualTo("detachOneOrientation1");
    assertThat(broken.worstValue()).isZero();
    assertThat(broken.worstGradient()).isGreaterThan(0.1);
    assertThat(report.net().worstGradient()).isGreaterThan(0.1);
    assertThat(report.breakingLayers()).containsExactly("detachOneOrientation1");
    assertThat(report.passed()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = Precision.class,
      names = {"FLOAT32", "FLOAT64"})
  void numbersThatAreNone(Precision precision) {
    EquivarianceReport report = run(netWith(BrokenLayers::notANumber), C4, precision);
    assertThat(report.breakingLayers()).startsWith("notANumber1");
    assertThat(report.layers().get(1).worstValue()).isInfinite();
    assertThat(report.net().worstValue()).isInfinite();
    assertThat(report.passed()).isFalse();
  }

  private static Net netWith(
      java.util.function.Function<dev.pinwheel.nn.feature.FeatureType, dev.pinwheel.nn.module.Layer>
          broken) {
    return Net.images(C4, 1, 8, 8).lifting(3, 3).then(broken).groupCorrelation(2, 3).build();
  }

  private static void assertFound(
      String name,
      java.util.function.Function<dev.pinwheel.nn.feature.FeatureType, dev.pinwheel.nn.module.Layer>
          broken) {
    for (Precision precision : Precision.ofCertificates()) {
      EquivarianceReport report = run(netWith(broken), C4, precision);
      assertThat(report.passed()).isFalse();
      assertThat(report.breakingLayers()).containsExactly(name);
      assertThat(report.layers().get(1).worstValue()).isGreaterThan(0.1);
      assertThat(report.net().worstValue()).isGreaterThan(0.1);
    }
  }

  @Test
  void anErrorAboveTheToleranceAsked() {
    Net net = Net.images(C4, 1, 8, 8).lifting(3, 3).groupCorrelation(2, 3).build();
    try (Model model = Maps.model(net, 1)) {
      EquivarianceCheck check = EquivarianceCheck.of(model).precision(Precision.FLOAT32);
      assertThat(check.run().passed()).isTrue();
      assertThat(check.tolerance(1e-12).run().passed()).isFalse();
    }
  }

  @Test
  void whatCannotBeCheckedIsRefused() {
    Net net = Net.images(PointGroup.parse("C2"), 1, 8, 9).lifting(2, 3).build();
    try (Model model = Maps.model(net, 1)) {
      EquivarianceCheck check = EquivarianceCheck.of(model);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> check.group(PointGroup.parse("C3")))
          .withMessageContainingAll("C3", "C4 or C8");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> check.mode(Mode.TRAINING))
          .withMessageContaining("CALIBRATION");
      assertThatIllegalArgumentException().isThrownBy(() -> check.random(0, 1));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> check.group(C4).run())
          .withMessageContaining("8×9");
    }
  }
}
