package dev.pinwheel.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.group.Irreps;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.Representation;
import dev.pinwheel.group.kernel.GridKernels;
import dev.pinwheel.group.kernel.KernelFamily;
import dev.pinwheel.nn.Maps;
import dev.pinwheel.nn.NativeScope;
import dev.pinwheel.nn.SmoothKernels;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Weights;
import dev.pinwheel.nn.module.Window;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(NativeScope.class)
class FieldCorrelationTest {
  private static final Window THREE = Window.of(3);

  private static FieldCorrelation layer(FeatureType in, FeatureType out, KernelFamily family) {
    return layer(in, out, THREE, family);
  }

  private static FieldCorrelation layer(
      FeatureType in, FeatureType out, Window window, KernelFamily family) {
    return new FieldCorrelation(in, out, window, Bias.PER_FIELD, FilterInitialisation.HE, family);
  }

  static Stream<Arguments> pairs() {
    PointGroup group = PointGroup.dihedral(4);
    List<Representation> kinds =
        Stream.concat(
                Irreps.of(group).all().stream(),
                Stream.of("{0}", "{0,2}", "{0,4}", "{0,1,2,3}", "{0,2,4,6}")
                    .map(e -> Representation.parse(group, "quotient(" + e + ")")))
            .toList();
    return kinds.stream().flatMap(in -> kinds.stream().map(out -> Arguments.of(group, in, out)));
  }

  /** Φ L_g = L_g Φ from every kind to every kind. */
  @ParameterizedTest
  @MethodSource("pairs")
  void commutesWithTheGroup(PointGroup group, Representation in, Representation out) {
    FieldCorrelation layer =
        layer(
            FeatureType.of(group, in, 2),
            FeatureType.of(group, out, 3),
            Window.of(5).padding(2),
            new GridKernels());
    double[] numbers = Maps.normal(1, 2 * 25 * layer.input().channels());
    Tensor rows = Maps.tensor(numbers, -1, layer.input().channels());
    FeatureMap x = FeatureMap.ofRows(layer.input(), rows, 2, 5, 5);
    try (Weights weights = Maps.weights(layer, 2)) {
      Pass pass = Pass.inference(weights);
      FeatureMap y = layer.apply(x, pass);
      assertThat(y.rows().abs().max().item_double()).isGreaterThan(0.01);
      for (int g = 0; g < group.order(); g++) {
        double[] left = Tensors.toDoubles(layer.apply(x.transform(g), pass).rows());
        double[] right = Tensors.toDoubles(y.transform(g).rows());
        assertThat(Maps.error(left, right)).isLessThan(1e-13);
      }
    }
  }

  /** Between regular fields it is the group correlation, parameter for parameter. */
  @ParameterizedTest
  @org.junit.jupiter.params.provider.ValueSource(booleans = {true, false})
  void isTheGroupCorrelationOnRegularFields(boolean onTheGrid) {
    KernelFamily family = onTheGrid ? new GridKernels() : new SmoothKernels(4);
    PointGroup group = PointGroup.cyclic(onTheGrid ? 4 : 8);
    FeatureType in = FeatureType.regular(group, 2);
    FeatureType out = FeatureType.regular(group, 3);
    FieldCorrelation general = layer(in, out, family);
    GroupCorrelation special =
        new GroupCorrelation(in, 3, THREE, Bias.PER_FIELD, FilterInitialisation.HE, family);
    FeatureMap x = Maps.random(in, 3, 2, 5, 5);
    try (Weights a = Maps.weights(general, 1);
        Weights b = Maps.weights(special, 1)) {
      assertThat(general.parameters()).hasSameSizeAs(special.parameters());
      for (int i = 0; i < 2; i++) {
        Parameter one = general.parameters().get(i);
        Parameter other = special.parameters().get(i);
        assertThat(one.shape()).containsExactly(other.shape());
        assertThat(Maps.numbers(a, one)).containsExactly(Maps.numbers(b, other));
      }
      assertThat(Maps.values(general.apply(x, Pass.inference(a))))
          .containsExactly(Maps.values(special.apply(x, Pass.inference(b))));
    }
  }

  /** What is free: counted by hand for small cases. */
  @Test
  void freeParameters() {
    FeatureType image = FeatureType.parse("C4: 1 trivial");
    // On 3×3 taps C4 has three orbits: the middle, sides and corners.
    assertThat(count(image, "C4: 1 trivial")).isEqualTo(3);
    assertThat(count(image, "C4: 1 regular")).isEqualTo(9);
    assertThat(count(image, "C4: 1 quotient(C2)")).isEqualTo(5);
    // A vector field: sides and corners give a rotated pair of kernels each.
    assertThat(count(image, "C4: 1 irrep(1)")).isEqualTo(4);
    assertThat(count(FeatureType.parse("C4: 2 regular"), "C4: 3 regular + 2 trivial"))
        .isEqualTo(2 * 3 * 36 + 2 * 2 * 9);
  }

  private static long count(FeatureType in, String out) {
    return layer(in, FeatureType.parse(out), new GridKernels()).parameters().stream()
        .filter(p -> p.kind() == Parameter.Kind.WEIGHT)
        .mapToLong(Parameter::count)
        .sum();
  }

  /** White noise keeps its variance, up to He's factor 2, from any kinds to any. */
  @Test
  void outputsHaveTheVarianceThatTheRuleSays() {
    FeatureType in = FeatureType.parse("C8: 6 regular + 8 quotient(C4) + 9 trivial + 7 irrep(1)");
    FeatureType out =
        FeatureType.parse("C8: 20 regular + 20 quotient(C2) + 20 trivial + 20 irrep(2)");
    FieldCorrelation layer = layer(in, out, new SmoothKernels(4));
    double[] numbers = Maps.normal(5, 4 * 49 * in.channels());
    FeatureMap x = FeatureMap.ofRows(in, Maps.tensor(numbers, -1, in.channels()), 4, 7, 7);
    double[] sums = new double[out.parts().size()];
    int seeds = 20;
    for (int seed = 0; seed < seeds; seed++) {
      try (Weights weights = Weights.initialise(layer.parameters(), seed);
          Weights wide =
              weights.to(
                  dev.pinwheel.nn.engine.Precision.FLOAT64,
                  dev.pinwheel.nn.engine.ComputeDevice.CPU)) {
        List<FeatureMap> parts = layer.apply(x, Pass.inference(wide)).parts();
        for (int i = 0; i < sums.length; i++) {
          double[] values = Tensors.toDoubles(parts.get(i).rows());
          double squares = 0;
          for (double v : values) {
            squares += v * v;
          }
          sums[i] += squares / values.length / seeds;
        }
      }
    }
    for (double variance : sums) {
      assertThat(variance).isBetween(1.7, 2.3);
    }
  }
}
