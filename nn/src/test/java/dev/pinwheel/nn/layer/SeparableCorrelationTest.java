package dev.pinwheel.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.Subgroup;
import dev.pinwheel.group.kernel.GridKernels;
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
import dev.pinwheel.nn.module.Mode;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Weights;
import dev.pinwheel.nn.module.Window;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A separable correlation is the full one with the kernel {@code k_X(y) k_H(c)}. */
@ExtendWith(NativeScope.class)
class SeparableCorrelationTest {
  private static SeparableCorrelation layer(FeatureType in, int fields, Window window) {
    return new SeparableCorrelation(
        in, fields, window, Bias.PER_FIELD, FilterInitialisation.HE, new GridKernels());
  }

  static Stream<FeatureType> types() {
    PointGroup d4 = PointGroup.parse("D4");
    return Stream.of(
        FeatureType.trivial(d4, 2),
        FeatureType.quotient(d4, Subgroup.embed(d4, PointGroup.parse("C4")), 2),
        FeatureType.quotient(d4, Subgroup.generatedBy(d4, 4), 3),
        FeatureType.regular(d4, 2),
        FeatureType.regular(PointGroup.parse("C4"), 3),
        FeatureType.regular(PointGroup.parse("C1"), 3),
        FeatureType.regular(PointGroup.reflection(), 3),
        FeatureType.regular(PointGroup.cubeRotations(), 1));
  }

  private static int[] size(FeatureType type, int n) {
    int[] size = new int[type.group().dimension()];
    java.util.Arrays.fill(size, n);
    return size;
  }

  @ParameterizedTest
  @MethodSource("types")
  void agreesWithTheDefinition(FeatureType in) {
    for (Window w :
        List.of(
            Window.of(3),
            Window.of(2).padding(1),
            Window.of(3).padding(1).stride(2),
            Window.of(2).dilation(2))) {
      int[] size = size(in, in.group().dimension() == 3 ? 3 : 5);
      SeparableCorrelation layer = layer(in, 2, w);
      int taps = (int) Math.round(Math.pow(w.kernel(), size.length));
      FeatureMap x = Maps.random(in, 1, 2, size);
      try (Weights weights = Maps.weights(layer, 1)) {
        double[] byGroup = Maps.numbers(weights, layer, "groupWeight");
        double[] bySpace = Maps.numbers(weights, layer, "spatialWeight");
        double[] k = new double[byGroup.length * taps];
        int perField = in.channels();
        for (int at = 0; at < byGroup.length; at++) {
          for (int t = 0; t < taps; t++) {
            k[at * taps + t] = byGroup[at] * bySpace[at / perField * taps + t];
          }
        }
        double[] expected =
            new Reference(in, 2, w, size)
                .correlate(1, k, Maps.numbers(weights, layer, "bias"), Maps.values(x), 2);
        FeatureMap y = layer.apply(x, Pass.inference(weights));
        assertThat(Maps.error(Maps.values(y), expected)).as(w.toString()).isLessThan(1e-14);
      }
    }
  }

  static Stream<Arguments> equivariance() {
    return types().flatMap(t -> Precision.ofCertificates().stream().map(p -> Arguments.of(t, p)));
  }

  @ParameterizedTest
  @MethodSource("equivariance")
  void isEquivariant(FeatureType in, Precision precision) {
    boolean volume = in.group().dimension() == 3;
    for (Window w : List.of(Window.of(3).padding(1).stride(2), Window.of(2))) {
      Layer layer = layer(in, 2, w);
      try (Model model = Maps.model(Net.of(layer, size(in, volume ? 3 : 7)), 1)) {
        EquivarianceReport report =
            EquivarianceCheck.of(model).precision(precision).random(2, 3).run();
        assertThat(report.net().values()).hasSize(in.group().order());
        assertThat(report.passed()).as("%s: %s", layer, report.net()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "C4, 10, 3, 500, 1960, 3610, 14400",
    "D4, 16, 5, 2464, 19584, 51216, 409600",
    "O, 4, 3, 496, 11808, 10372, 248832"
  })
  void costsWhatTheTableSays(
      String group, int fields, int kernel, long own, long work, long full, long fullWork) {
    FeatureType in = FeatureType.regular(PointGroup.parse(group), fields);
    Window same = Window.of(kernel).padding(kernel / 2);
    int[] size = size(in, 7);
    long pixels = Math.round(Math.pow(7, size.length));
    Layer separable = layer(in, fields, same);
    Layer dense = new GroupCorrelation(in, fields, same);
    assertThat(parameters(separable)).isEqualTo(own);
    assertThat(parameters(dense)).isEqualTo(full);
    assertThat(separable.multiplyAdds(size)).isEqualTo(work * pixels);
    assertThat(dense.multiplyAdds(size)).isEqualTo(fullWork * pixels);
  }

  private static long parameters(Layer layer) {
    return layer.parameters().stream().mapToLong(Parameter::count).sum();
  }

  @Test
  void stridesCountInputAndOutputPixels() {
    FeatureType in = FeatureType.regular(PointGroup.parse("C4"), 2);
    Layer layer = layer(in, 3, Window.of(3).stride(2).padding(1));
    assertThat(layer.multiplyAdds(9, 9)).isEqualTo(81 * 12 * 8 + 25 * 12 * 9);
  }

  @Test
  void keepsTheVarianceOfActivations() {
    FeatureType in = FeatureType.regular(PointGroup.parse("D4"), 32);
    Layer layer = layer(in, 32, Window.of(3));
    FeatureMap x = Maps.random(in, 1, 1, 16, 16);
    try (Weights weights = Maps.weights(layer, 3)) {
      double[] y = Maps.values(layer.apply(x, Pass.inference(weights)));
      double[] b = Maps.numbers(weights, layer, "bias");
      double sum = 0;
      for (int i = 0; i < y.length; i++) {
        double centred = y[i] - b[i / (y.length / b.length)];
        sum += centred * centred;
      }
      assertThat(sum / y.length).as("twice the input's, for ReLU to halve").isBetween(1.5, 2.5);
    }
  }

  @Test
  void netsOfThemAreEquivariant() {
    Window same = Window.of(3).padding(1);
    Net net =
        Net.images(PointGroup.parse("D4"), 1, 11, 11)
            .separableCorrelation(2, same)
            .batchNorm()
            .relu()
            .residual(b -> b.separableCorrelation(2, same).batchNorm())
            .relu()
            .separableCorrelation(3, 3)
            .batchNorm()
            .relu()
            .invariantHead(3)
            .build();
    try (Model model = Maps.model(net, 1)) {
      for (Mode mode : List.of(Mode.INFERENCE, Mode.CALIBRATION)) {
        EquivarianceReport report = EquivarianceCheck.of(model).mode(mode).random(3, 2).run();
        assertThat(report.net().gradients()).hasSize(8);
        assertThat(report.passed()).as("%s", report).isTrue();
      }
    }
  }

  @Test
  void worksWithEveryFamilyOfKernels() {
    Window same = Window.of(5).padding(2);
    Net net =
        Net.images(PointGroup.parse("C8"), 1, 11, 11)
            .kernels(new HarmonicKernels())
            .separableCorrelation(2, same)
            .relu()
            .separableCorrelation(2, same)
            .build();
    int functions = new HarmonicKernels().basis(PointGroup.parse("C8"), 5).functions();
    assertThat(net.parameterCount()).isEqualTo(2 + 2 * functions + 2 + 32 + 2 * functions + 2);
    try (Model model = Maps.model(net, 1)) {
      EquivarianceReport report = EquivarianceCheck.of(model).random(2, 2).run();
      assertThat(report.group()).isEqualTo(PointGroup.cyclic(4));
      assertThat(report.passed()).as("%s", report).isTrue();
    }
    FeatureType mixed = FeatureType.parse("C8: 2 regular + 1 trivial");
    assertThatThrownBy(() -> layer(mixed, 2, same))
        .isInstanceOf(FeatureTypeException.class)
        .hasMessageContainingAll("separableCorrelation", "C8: 2 regular + 1 trivial");
  }
}
