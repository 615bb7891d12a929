package dev.pinwheel.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.group.Cosets;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.Subgroup;
import dev.pinwheel.group.kernel.HarmonicKernels;
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
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Weights;
import dev.pinwheel.nn.module.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code L_k (Res f) = Res (L_k f)} for every k in K, to the bit. */
@ExtendWith(NativeScope.class)
class RestrictionTest {
  private static final int FIELDS = 3;

  /** Every subgroup K and every kind of field of C4 and D4 whose restriction is of one kind. */
  static Stream<Arguments> kinds() {
    List<Arguments> all = new ArrayList<>();
    for (PointGroup group : List.of(PointGroup.cyclic(4), PointGroup.dihedral(4))) {
      for (Subgroup k : Subgroup.all(group)) {
        for (Subgroup s : Subgroup.all(group)) {
          FeatureType type = FeatureType.quotient(group, s, FIELDS);
          try {
            all.add(Arguments.of(new Restriction(type, k), k));
          } catch (FeatureTypeException e) {
            assertThat(e).hasMessageContainingAll("cannot restrict '" + type + "'", "not alike");
          }
        }
      }
    }
    return all.stream();
  }

  private static FeatureMap apply(Layer layer, FeatureMap x) {
    try (Weights weights = Maps.weights(layer, 1)) {
      return layer.apply(x, Pass.inference(weights));
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void commutesWithTheSubgroup(Restriction layer, Subgroup k) {
    FeatureMap x = Maps.random(layer.input(), 1, 2, 3, 3);
    FeatureMap y = apply(layer, x);
    assertThat(layer.output().group()).isEqualTo(k.asGroup());
    assertThat(layer.output().channels()).isEqualTo(layer.input().channels());
    double[] sorted = Maps.values(x);
    double[] found = Maps.values(y);
    for (int i = 0; i < k.order(); i++) {
      double[] turnedFirst = Maps.values(apply(layer, x.transform(k.elements()[i])));
      assertThat(turnedFirst).containsExactly(Maps.values(y.transform(i)));
    }
    Arrays.sort(sorted);
    Arrays.sort(found);
    assertThat(found).as("nothing is lost").containsExactly(sorted);
  }

  @Test
  void dihedralFieldsSplitIntoThoseOfRotationsAndOfFlips() {
    PointGroup d16 = PointGroup.dihedral(16);
    FeatureType in = FeatureType.regular(d16, FIELDS);
    Restriction layer = new Restriction(in, PointGroup.parse("C16"));
    assertThat(layer.output()).hasToString("C16: 6 regular");
    FeatureMap map = Maps.random(in, 1, 1, 1, 1);
    double[] x = Maps.values(map);
    double[] y = Maps.values(apply(layer, map));
    for (int f = 0; f < FIELDS; f++) {
      for (int e = 0; e < 2; e++) {
        for (int k = 0; k < 16; k++) {
          assertThat(y[(e * FIELDS + f) * 16 + k]).isEqualTo(x[f * 32 + e * 16 + k]);
        }
      }
    }
  }

  @Test
  void cyclicFieldsNeedNoPermutation() {
    FeatureType in = FeatureType.regular(PointGroup.parse("C8"), FIELDS);
    Restriction layer = new Restriction(in, PointGroup.parse("C4"));
    FeatureMap x = Maps.random(in, 1, 1, 2, 2);
    FeatureMap y = apply(layer, x);
    assertThat(layer.output()).isEqualTo(FeatureType.regular(PointGroup.cyclic(4), 2 * FIELDS));
    assertThat(y.channels().data_ptr().address()).isEqualTo(x.channels().data_ptr().address());
  }

  @Test
  void quotientFieldsOfOneKindAreKeptAndMixedOnesRefused() {
    PointGroup d4 = PointGroup.parse("D4");
    Subgroup c4 = Subgroup.embed(d4, PointGroup.parse("C4"));
    Subgroup flip = Subgroup.generatedBy(d4, 4);
    assertThat(new Restriction(FeatureType.quotient(d4, c4, 2), c4).output())
        .hasToString("C4: 4 trivial");
    assertThat(new Restriction(FeatureType.quotient(d4, flip, 2), c4).output())
        .hasToString("C4: 2 regular");
    assertThat(new Restriction(FeatureType.trivial(d4, 2), c4).output())
        .hasToString("C4: 2 trivial");
    assertThatThrownBy(() -> new Restriction(FeatureType.quotient(d4, flip, 2), flip))
        .isInstanceOf(FeatureTypeException.class)
        .hasMessageContainingAll("D4: 2 quotient({0,4})", "2 fixed by {e, s} and 1 fixed by {e}");
    assertThatThrownBy(() -> new Restriction(FeatureType.regular(d4, 2), PointGroup.parse("C8")))
        .hasMessageContaining("C8 is not inside D4");
    assertThatThrownBy(() -> new Restriction(FeatureType.regular(PointGroup.parse("C4"), 2), flip))
        .isInstanceOf(FeatureTypeException.class)
        .hasMessageContaining("take a subgroup of C4");
  }

  private static Net net() {
    Window same = Window.of(3).padding(1);
    return Net.images(PointGroup.parse("D4"), 1, 9, 9)
        .lifting(2, same)
        .batchNorm()
        .relu()
        .groupCorrelation(2, same)
        .restrict(PointGroup.parse("C4"))
        .batchNorm()
        .relu()
        .residual(b -> b.groupCorrelation(4, same).batchNorm())
        .relu()
        .restrict(Subgroup.of(PointGroup.parse("C4"), 0, 2))
        .groupCorrelation(2, 3)
        .relu()
        .invariantHead(3)
        .build();
  }

  @ParameterizedTest
  @EnumSource(
      value = Precision.class,
      names = {"FLOAT32", "FLOAT64"})
  void netIsProvenForTheSmallestGroup(Precision precision) {
    Net net = net();
    assertThat(net.commonGroup()).isEqualTo(PointGroup.parse("C2"));
    try (Model model = Maps.model(net, 1)) {
      EquivarianceReport report =
          EquivarianceCheck.of(model).precision(precision).random(3, 2).run();
      assertThat(report.group()).isEqualTo(PointGroup.parse("C2"));
      assertThat(report.layers()).allMatch(l -> l.values().size() == 2);
      assertThat(report.net().gradients()).hasSize(2);
      assertThat(report.passed()).as("%s", report).isTrue();
    }
  }

  @Test
  void netIsNotEquivariantUnderWhatWasForgotten() {
    try (Model model = Maps.model(net(), 1)) {
      EquivarianceReport report =
          EquivarianceCheck.of(model).group(PointGroup.parse("C4")).random(3, 2).run();
      assertThat(report.net().worstValue()).isGreaterThan(1e-3);
      assertThat(report.passed()).isFalse();
      assertThat(report.layers().get(3).values()).as("before: exact").allMatch(e -> e < 1e-12);
    }
  }

  @Test
  void kindsAreNamedByTheirCosets() {
    PointGroup d4 = PointGroup.parse("D4");
    Subgroup d2 = Subgroup.embed(d4, PointGroup.parse("D2"));
    Restriction layer = new Restriction(FeatureType.quotient(d4, d2, 1), PointGroup.parse("C4"));
    assertThat(layer.output().cosets())
        .isEqualTo(Cosets.of(Subgroup.of(PointGroup.cyclic(4), 0, 2)));
    assertThat(layer.detail()).isEqualTo("to C4");
  }

  @Test
  void severalKindsOfFieldsAreRestrictedEachByItself() {
    FeatureType mixed = FeatureType.parse("D4: 2 regular + 3 trivial + 1 quotient(C4)");
    Net net =
        Net.images(PointGroup.parse("D4"), 1, 7, 7)
            .fieldCorrelation(mixed, 3)
            .restrict(PointGroup.parse("C4"))
            .build();
    assertThat(net.output()).hasToString("C4: 4 regular + 5 trivial");
    try (Model model = Maps.model(net, 1)) {
      EquivarianceReport report = EquivarianceCheck.of(model).random(2, 2).run();
      assertThat(report.net().values()).hasSize(4);
      assertThat(report.passed()).as("%s", report).isTrue();
    }
    FeatureType turning = FeatureType.parse("C8: 2 irrep(1)");
    assertThatThrownBy(() -> new Restriction(turning, PointGroup.parse("C4")))
        .isInstanceOf(FeatureTypeException.class)
        .hasMessageContainingAll("restriction", "C8: 2 irrep(1)");
  }

  @Test
  void netsOverFineRotationsAndFlipsGoOnWithoutTheFlips() {
    Window same = Window.of(5).padding(2);
    Net net =
        Net.images(PointGroup.parse("D16"), 1, 11, 11)
            .kernels(new HarmonicKernels())
            .lifting(1, same)
            .relu()
            .restrict(PointGroup.parse("C16"))
            .groupCorrelation(1, same)
            .relu()
            .invariantHead(3)
            .build();
    assertThat(net.commonGroup()).isEqualTo(PointGroup.cyclic(16));
    try (Model model = Maps.model(net, 1)) {
      EquivarianceReport report = EquivarianceCheck.of(model).random(2, 2).run();
      assertThat(report.group()).isEqualTo(PointGroup.cyclic(4));
      assertThat(report.layers()).allMatch(l -> l.values().size() == 4);
      assertThat(report.passed()).as("%s", report).isTrue();
    }
  }
}
