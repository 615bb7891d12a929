package dev.pinwheel.nn.check.angle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.Subgroup;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.NativeScope;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.layer.Activation;
import dev.pinwheel.nn.layer.Reduction;
import dev.pinwheel.nn.layer.Sequential;
import dev.pinwheel.nn.layer.SpatialPool;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Window;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NativeScope.class)
class EquivarianceCurveTest {
  private static final Window SAME = Window.of(3).padding(1);

  private static Net net(String group) {
    return Net.images(PointGroup.parse(group), 1, 17, 17)
        .lifting(3, SAME)
        .batchNorm()
        .relu()
        .residual(b -> b.groupCorrelation(3, SAME).relu())
        .then(t -> new SpatialPool(t, Window.of(3).stride(2), Reduction.MAX))
        .groupCorrelation(5, SAME)
        .invariantHead(4)
        .build();
  }

  private static CurveReport measure(Net net, String angles) {
    try (Model model = Model.initialise(net, 3)) {
      return EquivarianceCurve.of(model).angles(Angles.parse(angles)).images(2, 5).run();
    }
  }

  private static double error(Layer layer, double degrees) {
    return error(layer, degrees, new SmoothImages(1, 49, 49, 20, 10, 2, 2));
  }

  private static double error(Layer layer, double degrees, SmoothImages images) {
    Net net = Net.of(layer, 49, 49);
    try (Model model = Model.initialise(net, 0)) {
      return EquivarianceCurve.of(model)
          .angles(new Angles(List.of(degrees)))
          .images(images, 1)
          .run()
          .net()
          .mean()
          .get(0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"C4", "D4"})
  void quarterTurnsAreExactAtEveryLayerAndOthersAreNot(String group) {
    CurveReport report = measure(net(group), "-90:360:45");

    assertThat(report.layers()).extracting(AngleErrors::name).contains("lifting1", "residual1");
    for (AngleErrors layer : report.layers()) {
      for (int i = 0; i < report.angles().size(); i++) {
        if (report.angles().get(i) % 90 == 0) {
          assertThat(layer.worst().get(i)).as(layer.name()).isLessThan(1e-12);
        } else {
          assertThat(layer.mean().get(i)).as(layer.name()).isBetween(1e-5, 1.0);
        }
      }
    }
    assertThat(report.summary().get(0)).contains("exact", "multiples of 90 degrees");
    assertThat(report.summary().get(1)).contains("outside " + group).doesNotContain("other");
  }

  @Test
  void aPlainNetIsExactAtNoneButTheWholeTurn() {
    CurveReport report = measure(net("C1"), "0:360:90");

    assertThat(report.net().worst().get(0)).isZero();
    assertThat(report.net().worst().get(4)).isZero();
    assertThat(report.net().mean().subList(1, 4)).allMatch(e -> e > 1e-3);
    assertThat(report.summary().get(0)).contains("multiples of 360 degrees");
  }

  /** Only a spline lies between the two sides of a rectifier's or an identity's equation. */
  @Test
  void theFloorIsTheSplinesOwnError() {
    FeatureType type = FeatureType.trivial(PointGroup.cyclic(1), 1);
    Layer identity = new Sequential(type, List.of());

    assertThat(error(identity, 30)).isBetween(1e-9, 1e-4);
    assertThat(error(identity, 90)).isZero();
  }

  /**
   * On a round image, where L_θΦ(f) is the derivative along a direction that lies 2 sin(θ/2) off.
   */
  @ParameterizedTest
  @ValueSource(doubles = {10, 45, 90, 120, 180})
  void aLayerThatPrefersADirectionShowsHowFarItTurns(double degrees) {
    FeatureType scalar = FeatureType.trivial(PointGroup.cyclic(1), 1);
    SmoothImages round = new SmoothImages(1, 49, 49, 1, 0, 2, 2);
    double chord = 2 * Math.sin(Math.toRadians(degrees) / 2);

    assertThat(error(new DirectionalDerivative(scalar, 1), degrees, round))
        .isCloseTo(chord, within(1e-4));
  }

  @ParameterizedTest
  @CsvSource({
    "C3, 45",
    "C4, 30",
    "C4, 90",
    "C5, 10",
    "C8, 45",
    "C8, 22.5",
    "C16, 202.5",
    "D3, 17",
    "D4, 45",
    "D8, 300"
  })
  void derivativesInAllDirectionsTurnWithTheImage(String group, double degrees) {
    FeatureType regular = FeatureType.regular(PointGroup.parse(group), 1);

    assertThat(error(new DirectionalDerivative(regular, 1), degrees)).isLessThan(1e-4);
  }

  @ParameterizedTest
  @CsvSource({"C8, 45", "C8, 22.5", "C6, 45", "C10, 5"})
  void soDoAxesOnTheCosetsOfAHalfTurn(String name, double degrees) {
    PointGroup group = PointGroup.parse(name);
    Subgroup half = Subgroup.generatedBy(group, group.order() / 2);
    FeatureType axes = FeatureType.quotient(group, half, 1);

    assertThat(error(new DirectionalDerivative(axes, 2), degrees)).isLessThan(1e-4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "C16: 1 irrep(1); 1; 11",
        "C5: 1 irrep(1); 1; 100",
        "D8: 1 irrep(1,1); 1; 50",
        "D3: 1 irrep(1,1); 1; 205",
        "C16: 1 irrep(2); 2; 77",
        "D8: 1 irrep(1,2); 2; 10",
        "C16: 2 regular + 1 trivial + 3 irrep(1); 1; 33",
        "C16: 1 quotient(C2) + 2 irrep(2) + 1 trivial; 2; 33"
      })
  void soDoVectorsAndKindsSideBySide(String type, int order, double degrees) {
    Layer layer = new DirectionalDerivative(FeatureType.parse(type), order);

    assertThat(error(layer, degrees)).isLessThan(1e-4);
  }

  /** The other way round, a vector field's error would be the chord of twice the angle. */
  @Test
  void aVectorOfAnotherFrequencyIsToldFromItsOwn() {
    FeatureType twice = FeatureType.parse("C16: 1 irrep(2)");

    assertThat(error(new DirectionalDerivative(twice, 1), 45)).isCloseTo(0.765, within(0.01));
  }

  @Test
  void everyLayerOfANetOfSeveralKindsIsMeasured() {
    FeatureType type = FeatureType.parse("C4: 1 regular + 2 quotient(C2) + 1 trivial + 2 irrep(1)");
    Net net =
        Net.images(type.group(), 1, 17, 17)
            .fieldCorrelation(type, SAME)
            .batchNorm()
            .activation(Activation.RELU)
            .fieldCorrelation(type, SAME)
            .invariantHead(4)
            .build();
    CurveReport report = measure(net, "0:180:45");

    assertThat(report.layers()).hasSizeGreaterThan(4);
    for (AngleErrors layer : report.layers()) {
      assertThat(layer.worst().get(2)).as(layer.name()).isLessThan(1e-12);
      assertThat(layer.mean().get(1)).as(layer.name()).isBetween(1e-5, 1.0);
    }
  }

  @Test
  void numbersDependNeitherOnOtherAnglesNorOnOtherImages() {
    CurveReport all = measure(net("C4"), "0:100:10");
    CurveReport one = measure(net("C4"), "70");

    assertThat(one.net().mean().get(0)).isCloseTo(all.net().mean().get(7), within(1e-12));
    try (Model model = Model.initialise(net("C4"), 3)) {
      CurveReport first = EquivarianceCurve.of(model).angles(Angles.parse("70")).images(1, 5).run();
      assertThat(first.net().mean().get(0))
          .isEqualTo(first.net().worst().get(0))
          .isLessThanOrEqualTo(one.net().worst().get(0) + 1e-12);
    }
  }

  @Test
  void layersMayBeLeftOut() {
    CurveReport all = measure(net("C4"), "70,90");
    try (Model model = Model.initialise(net("C4"), 3)) {
      CurveReport net =
          EquivarianceCurve.of(model)
              .angles(Angles.parse("70,90"))
              .images(2, 5)
              .layers(EquivarianceCurve.Layers.LEFT_OUT)
              .run();
      assertThat(net.layers()).isEmpty();
      assertThat(net.worstLayer(0)).isEmpty();
      assertThat(net.isExact(1)).isTrue();
      assertThat(net.net().mean().get(0)).isCloseTo(all.net().mean().get(0), within(1e-12));
    }
  }

  @Test
  void theListenerHearsOfEveryImageAndAngle() {
    int[] calls = {0};
    try (Model model = Model.initialise(net("C4"), 3)) {
      EquivarianceCurve.of(model)
          .angles(Angles.parse("0:90:10"))
          .images(3, 1)
          .listener(() -> calls[0]++)
          .run();
    }
    assertThat(calls[0]).isEqualTo(30);
  }

  @Test
  void theCsvHasALinePerAngleAndAColumnPerLayer() {
    CurveReport report = measure(net("C4"), "0,45");
    List<String> lines = report.csv().lines().toList();

    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .startsWith("angle,element,lifting1,batchNorm1,relu1,")
        .endsWith(",net");
    assertThat(lines.get(1)).startsWith("0.0,true,0.000000e+00,");
    assertThat(lines.get(2)).startsWith("45.0,false,");
    assertThat(lines).allMatch(l -> l.split(",", -1).length == report.layers().size() + 3);
    assertThat(Double.parseDouble(lines.get(2).replaceAll(".*,", "")))
        .isCloseTo(report.net().mean().get(1), within(1e-7));
  }

  @Test
  void whatCannotBeMeasuredIsRefused() {
    try (Model model = Model.initialise(net("C4"), 3)) {
      EquivarianceCurve curve = EquivarianceCurve.of(model);
      assertThatThrownBy(() -> curve.images(0, 1)).hasMessageContaining("at least 1 image, not 0");
      assertThatThrownBy(() -> curve.margin(9)).hasMessageContaining("9.0 pixels leaves no disc");
      assertThatThrownBy(() -> curve.images(SmoothImages.of(3, 17, 17, 1), 1))
          .hasMessageContaining("images of 3×17×17 do not fit the net: it takes 1×17×17");
    }
  }
}
