package dev.pinwheel.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.Subgroup;
import dev.pinwheel.nn.Maps;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.NativeScope;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.check.EquivarianceCheck;
import dev.pinwheel.nn.check.EquivarianceReport;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.FeatureTypeException;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Mode;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Weights;
import dev.pinwheel.nn.module.Window;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code (Φf)(r·c) = (L_r φ(L_r⁻¹ f))(c)} makes a K-equivariant φ an H-equivariant Φ. */
@ExtendWith(NativeScope.class)
class InductionTest {
  private static final Window WINDOW = Window.of(3).padding(1);

  private static double[] apply(Layer layer, Weights weights, FeatureMap x) {
    return Maps.values(layer.apply(x, Pass.inference(weights)));
  }

  private static void copy(Weights to, Layer target, double[] values, String role) {
    try (NoGradGuard guard = new NoGradGuard()) {
      Parameter p =
          Maps.parametersOf(target).stream()
              .filter(q -> q.role().equals(role))
              .findFirst()
              .orElseThrow();
      to.get(p).copy_(Maps.tensor(values, p.shape()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"C2", "C4", "D4"})
  void liftingIsTheInductionOfAPlainCorrelation(String name) {
    PointGroup group = PointGroup.parse(name);
    FeatureType in = FeatureType.trivial(group, 2);
    FeatureType inside = Induction.bodyInput(in, PointGroup.parse("C1"));
    Plain plain = new Plain(inside, 3, WINDOW, KernelOperator.CORRELATION);
    Induction induction = new Induction(in, new Sequential(inside, List.of(plain)));
    LiftingCorrelation lifting = new LiftingCorrelation(in, 3, WINDOW);
    FeatureMap x = Maps.random(in, 1, 2, 6, 6);
    try (Weights weights = Maps.weights(lifting, 1);
        Weights same = Maps.weights(induction, 2)) {
      for (String role : List.of("weight", "bias")) {
        copy(same, induction, Maps.numbers(weights, lifting, role), role);
      }
      assertThat(induction.output()).isEqualTo(lifting.output());
      assertThat(Maps.error(apply(induction, same, x), apply(lifting, weights, x)))
          .isLessThan(1e-14);
    }
    assertThat(induction.multiplyAdds(6, 6) + plain.multiplyAdds(6, 6))
        .isEqualTo(lifting.multiplyAdds(6, 6));
  }

  @Test
  void groupCorrelationIsTheInductionOfAPlainCorrelation() {
    PointGroup group = PointGroup.parse("D4");
    FeatureType in = FeatureType.regular(group, 2);
    FeatureType inside = Induction.bodyInput(in, PointGroup.parse("C1"));
    assertThat(inside.fields()).isEqualTo(16);
    Plain plain = new Plain(inside, 3, WINDOW, KernelOperator.CORRELATION, Bias.NONE);
    Induction induction = new Induction(in, new Sequential(inside, List.of(plain)));
    GroupCorrelation correlation = new GroupCorrelation(in, 3, WINDOW, Bias.NONE);
    FeatureMap x = Maps.random(in, 1, 2, 5, 5);
    try (Weights weights = Maps.weights(correlation, 1);
        Weights same = Maps.weights(induction, 2)) {
      // From [out, field, orientation, tap] to [out, orientation·fields + field, tap].
      double[] k = Maps.numbers(weights, correlation, "weight");
      double[] moved = new double[k.length];
      for (int o = 0; o < 3; o++) {
        for (int f = 0; f < 2; f++) {
          for (int h = 0; h < 8; h++) {
            System.arraycopy(k, ((o * 2 + f) * 8 + h) * 9, moved, (o * 16 + h * 2 + f) * 9, 9);
          }
        }
      }
      copy(same, induction, moved, "weight");
      assertThat(Maps.error(apply(induction, same, x), apply(correlation, weights, x)))
          .isLessThan(1e-14);
    }
  }

  @Test
  void trivialFieldsBecomeFieldsOnCosets() {
    PointGroup d4 = PointGroup.parse("D4");
    FeatureType in = FeatureType.trivial(d4, 2);
    FeatureType inside = Induction.bodyInput(in, PointGroup.parse("C4"));
    Induction layer = new Induction(in, new Sequential(inside, List.of(new Linear(inside, 5))));
    assertThat(layer.output())
        .isEqualTo(FeatureType.quotient(d4, Subgroup.embed(d4, PointGroup.parse("C4")), 5))
        .hasToString("D4: 5 quotient(C4)");
  }

  private static Net net() {
    return Net.images(PointGroup.parse("D4"), 2, 9, 9)
        .lifting(2, WINDOW)
        .relu()
        .induction(
            PointGroup.parse("C4"),
            b -> b.groupCorrelation(2, WINDOW).batchNorm().relu().groupCorrelation(3, WINDOW))
        .batchNorm()
        .relu()
        .induction(
            PointGroup.parse("D1"),
            b -> b.groupCorrelation(3, 3).cosetPooling(PointGroup.parse("D1"), Reduction.MAX))
        .then(t -> new GroupCorrelation(t, 2, Window.of(3)))
        .relu()
        .cosetPooling(PointGroup.parse("C2"), Reduction.MAX)
        .induction(PointGroup.parse("C1"), b -> b.correlation(4, 2).maxPool(2))
        .invariantHead(3)
        .build();
  }

  @ParameterizedTest
  @EnumSource(
      value = Precision.class,
      names = {"FLOAT32", "FLOAT64"})
  void netsOfInducedPartsAreEquivariant(Precision precision) {
    Net net = net();
    assertThat(net.commonGroup()).isEqualTo(PointGroup.parse("D4"));
    try (Model model = Maps.model(net, 1)) {
      for (Mode mode : List.of(Mode.INFERENCE, Mode.CALIBRATION)) {
        EquivarianceReport report =
            EquivarianceCheck.of(model).precision(precision).mode(mode).random(3, 2).run();
        assertThat(report.net().values()).hasSize(8);
        assertThat(report.net().gradients()).hasSize(8);
        assertThat(report.breakingLayers()).isEmpty();
        assertThat(report.passed()).as("%s", report).isTrue();
      }
    }
  }

  @Test
  void inducedLayersAnswerForTheirOwnGroup() {
    try (Model model = Maps.model(net(), 1)) {
      EquivarianceReport report = EquivarianceCheck.of(model).random(2, 2).run();
      assertThat(report.layers())
          .filteredOn(l -> l.name().contains("."))
          .hasSize(11)
          .allMatch(l -> l.values().isEmpty());
      EquivarianceReport rotations =
          EquivarianceCheck.of(model).group(PointGroup.parse("C4")).random(2, 2).run();
      assertThat(rotations.layers())
          .filteredOn(l -> l.name().startsWith("induction1."))
          .hasSize(5)
          .allMatch(l -> l.values().size() == 4);
      assertThat(rotations.passed()).isTrue();
    }
  }

  @Test
  void aBodyThatBreaksTheSubgroupIsFound() {
    FeatureType in = FeatureType.trivial(PointGroup.parse("D4"), 1);
    FeatureType inside = Induction.bodyInput(in, PointGroup.parse("C4"));
    // Kernel 2 with stride 2 overlooks a row of 7, which the turned image has at the other end.
    Layer broken = new LiftingCorrelation(inside, 2, Window.of(2).stride(2));
    Induction layer = new Induction(in, new Sequential(inside, List.of(broken)));
    try (Model model = Maps.model(Net.of(layer, 7, 7), 1)) {
      assertThat(EquivarianceCheck.of(model).random(2, 2).run().net().worstValue())
          .isGreaterThan(1e-3);
    }
    FeatureType free = Induction.bodyInput(in, PointGroup.parse("C1"));
    Layer plain = new Plain(free, 2, Window.of(2).stride(2), KernelOperator.CORRELATION);
    Induction whole = new Induction(in, new Sequential(free, List.of(plain)));
    try (Model model = Maps.model(Net.of(whole, 7, 7), 1)) {
      assertThat(EquivarianceCheck.of(model).random(2, 2).run().passed())
          .as("under C1 there is nothing to break")
          .isTrue();
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    PointGroup d4 = PointGroup.parse("D4");
    PointGroup c4 = PointGroup.parse("C4");
    FeatureType in = FeatureType.trivial(d4, 2);
    FeatureType inside = FeatureType.trivial(c4, 3);
    assertThatThrownBy(() -> new Induction(in, new Sequential(inside, List.of())))
        .isInstanceOf(FeatureTypeException.class)
        .hasMessageContainingAll("'C4: 2 trivial' to fields of C4", "'C4: 3 trivial'");
    FeatureType fits = FeatureType.trivial(c4, 2);
    assertThatThrownBy(
            () ->
                new Induction(
                    in,
                    new Sequential(fits, List.of(new Restriction(fits, PointGroup.parse("C2"))))))
        .isInstanceOf(FeatureTypeException.class)
        .hasMessageContaining("C2: 2 trivial");
    FeatureType eight = FeatureType.trivial(PointGroup.parse("C8"), 2);
    assertThatThrownBy(() -> new Induction(eight, new Sequential(fits, List.of())))
        .hasMessageContaining("C8 does not map the pixel grid");
  }
}
