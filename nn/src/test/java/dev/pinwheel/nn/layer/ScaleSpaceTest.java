package dev.pinwheel.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.ScaleAxis;
import dev.pinwheel.group.kernel.HermiteKernels;
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
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code (k ⋆ L_s f)(x, j) = (k ⋆ f)(x/s, j − 1)} on interior scales, up to sampling. */
@ExtendWith(NativeScope.class)
class ScaleSpaceTest {
  private static final HermiteKernels KERNELS = HermiteKernels.of(1, 2);
  private static final ScaleAxis AXIS = new ScaleAxis(Math.sqrt(2), 5);
  private static final int N = 65;
  private static final int MIDDLE = N / 2;
  private static final int FIELDS = 2;

  /** What ScaleCorrelation's table says for width 1 and degree 2, and a little. */
  private static final double INTERIOR = 0.01;

  /** Gaussian blobs, known everywhere: row and column from the middle, deviation, height. */
  private static double[] image(long seed, double dilation) {
    Random random = new Random(seed);
    double[] image = new double[N * N];
    for (int blob = 0; blob < 8; blob++) {
      double row = 12 * random.nextDouble() - 6;
      double column = 12 * random.nextDouble() - 6;
      double width = 2.5 + 1.5 * random.nextDouble();
      double height = random.nextGaussian();
      for (int i = 0; i < N; i++) {
        for (int j = 0; j < N; j++) {
          double u = ((i - MIDDLE) / dilation - row) / width;
          double v = ((j - MIDDLE) / dilation - column) / width;
          image[i * N + j] += height * Math.exp(-(u * u + v * v) / 2);
        }
      }
    }
    return image;
  }

  private static List<Layer> layers(ScaleAxis axis, HermiteKernels kernels, int depth) {
    FeatureType in = FeatureType.trivial(PointGroup.trivial(2), 1);
    List<Layer> layers = new ArrayList<>();
    layers.add(new ScaleLifting(in, FIELDS, axis, kernels));
    layers.add(new Pointwise(layers.get(0).output(), Activation.RELU));
    layers.add(new ScaleCorrelation(layers.get(1).output(), FIELDS, axis, depth, kernels));
    layers.add(new Pointwise(layers.get(2).output(), Activation.RELU));
    return layers;
  }

  /** What the net gives, [field][scale][pixel]. */
  private static double[] apply(Layer net, double[] image, long seed) {
    try (Weights weights = Maps.weights(net, seed)) {
      FeatureMap x = Maps.of(net.input(), image, 1, N, N);
      return Maps.values(net.apply(x, Pass.inference(weights)));
    }
  }

  /**
   * The error of each scale j of an image against scale j + 2 of its copy dilated by 2, inside a
   * disc, for a random net.
   */
  private static double[] errors(HermiteKernels kernels, int depth) {
    List<Layer> layers = layers(AXIS, kernels, depth);
    Layer net = new Sequential(layers.get(0).input(), layers);
    double[] small = apply(net, image(1, 1), 1);
    double[] large = apply(net, image(1, 2), 1);
    double[] errors = new double[AXIS.scales() - 2];
    for (int j = 0; j < errors.length; j++) {
      double difference = 0;
      double size = 0;
      for (int f = 0; f < FIELDS; f++) {
        for (int r = -8; r <= 8; r++) {
          for (int c = -8; c <= 8; c++) {
            double a = small[((f * AXIS.scales() + j) * N + MIDDLE + r) * N + MIDDLE + c];
            double b =
                large[((f * AXIS.scales() + j + 2) * N + MIDDLE + 2 * r) * N + MIDDLE + 2 * c];
            difference += (a - b) * (a - b);
            size += Math.max(a * a, b * b);
          }
        }
      }
      errors[j] = Math.sqrt(difference / size);
    }
    return errors;
  }

  /** The figures in ScaleCorrelation's documentation: the worse of the two interior scales. */
  @ParameterizedTest
  @CsvSource({
    "3, 0.7, 1, 0.005", "3, 0.7, 2, 0.017", "3, 0.7, 3, 0.21",
    "3, 1.0, 1, 0.006", "3, 1.0, 2, 0.014", "3, 1.0, 3, 0.13",
    "4, 0.7, 1, 0.004", "4, 0.7, 2, 0.018", "4, 0.7, 3, 0.12",
    "4, 1.0, 1, 0.002", "4, 1.0, 2, 0.006", "4, 1.0, 3, 0.011"
  })
  void errorsAreThoseOfTheTable(double cutoff, double width, int degree, double listed) {
    double[] errors = errors(new HermiteKernels(width, degree, cutoff), 2);
    assertThat(Math.max(errors[0], errors[1])).isLessThan(1.05 * listed);
    assertThat(errors[2]).as("the last scale, which lacks a term").isBetween(0.3, 0.75);
  }

  @Test
  void interiorScalesObeyTheLawAndTheLastOneDoesNot() {
    double[] errors = errors(KERNELS, 2);
    assertThat(errors[0]).isLessThan(INTERIOR);
    assertThat(errors[1]).isLessThan(INTERIOR);
    assertThat(errors[2]).as("lacks a term").isGreaterThan(0.1);
    assertThat(Arrays.stream(errors(KERNELS, 1)).max().orElseThrow())
        .as("depth 1: nothing is cut")
        .isLessThan(INTERIOR);
  }

  @Test
  void aStepBetweenPixelsIsObeyedToo() {
    ScaleAxis axis = new ScaleAxis(1.3, 4);
    FeatureType in = FeatureType.trivial(PointGroup.trivial(2), 1);
    Layer layer = new ScaleLifting(in, FIELDS, axis, KERNELS);
    double[] small = apply(layer, image(4, 1), 4);
    double[] large = apply(layer, image(4, 1.3), 4);
    int middle = MIDDLE * N + MIDDLE;
    double[] before = new double[FIELDS * 3];
    double[] after = new double[FIELDS * 3];
    for (int f = 0; f < FIELDS; f++) {
      for (int j = 0; j < 3; j++) {
        before[f * 3 + j] = small[(f * 4 + j) * N * N + middle];
        after[f * 3 + j] = large[(f * 4 + j + 1) * N * N + middle];
      }
    }
    assertThat(Maps.error(after, before)).isLessThan(INTERIOR);
  }

  /** The first three Hermite functions by their closed forms, for width 1. */
  private static double[] hermite(double u) {
    double gauss = Math.pow(Math.PI, -0.25) * Math.exp(-u * u / 2);
    return new double[] {gauss, Math.sqrt(2) * u * gauss, (2 * u * u - 1) / Math.sqrt(2) * gauss};
  }

  @Test
  void agreesWithTheDefinitionOnTheLine() {
    PointGroup group = PointGroup.reflection();
    ScaleAxis axis = new ScaleAxis(1.5, 3);
    int n = 21;
    Layer lifting = new ScaleLifting(FeatureType.trivial(group, 2), 2, axis, KERNELS);
    Layer correlation = new ScaleCorrelation(lifting.output(), 2, axis, 2, KERNELS);
    FeatureMap f = Maps.random(FeatureType.trivial(group, 2), 1, 1, n);
    FeatureMap g = Maps.random(lifting.output(), 2, 1, 3, n);
    assertThat(lifting.outputSize(n)).containsExactly(3, n);
    try (Weights one = Maps.weights(lifting, 1);
        Weights two = Maps.weights(correlation, 2)) {
      double[] lifted = Maps.values(lifting.apply(f, Pass.inference(one)));
      double[] correlated = Maps.values(correlation.apply(g, Pass.inference(two)));
      double[] w1 = Maps.numbers(one, lifting, "weight");
      double[] b1 = Maps.numbers(one, lifting, "bias");
      double[] w2 = Maps.numbers(two, correlation, "weight");
      double[] b2 = Maps.numbers(two, correlation, "bias");
      assertThat(w1).hasSize(2 * 2 * 3);
      assertThat(w2).hasSize(2 * 2 * 2 * 2 * 3);
      double[] values = Maps.values(f);
      double[] scaled = Maps.values(g);
      double[] expected1 = new double[lifted.length];
      double[] expected2 = new double[correlated.length];
      for (int o = 0; o < 2; o++) {
        for (int h = 0; h < 2; h++) {
          for (int j = 0; j < 3; j++) {
            double t = Math.pow(1.5, j);
            int reach = (int) Math.ceil(4 * t);
            for (int x = 0; x < n; x++) {
              int at = ((o * 2 + h) * 3 + j) * n + x;
              expected1[at] = b1[o];
              expected2[at] = b2[o];
              for (int y = Math.max(0, x - reach); y <= Math.min(n - 1, x + reach); y++) {
                double[] psi = hermite((h == 0 ? 1 : -1) * (y - x) / t);
                for (int i = 0; i < 2; i++) {
                  for (int p = 0; p < 3; p++) {
                    expected1[at] += w1[(o * 2 + i) * 3 + p] * psi[p] / t * values[i * n + y];
                    for (int c = 0; c < 2; c++) {
                      for (int k = 0; k < 2 && j + k < 3; k++) {
                        // In a group of two elements h⁻¹c is 0 where h = c.
                        int from = h == c ? 0 : 1;
                        expected2[at] +=
                            w2[(((o * 2 + i) * 2 + from) * 2 + k) * 3 + p]
                                * psi[p]
                                / t
                                * scaled[((i * 2 + c) * 3 + j + k) * n + y];
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
      assertThat(Maps.error(lifted, expected1)).isLessThan(1e-14);
      assertThat(Maps.error(correlated, expected2)).isLessThan(1e-14);
    }
  }

  private static Net net(String group, int... size) {
    HermiteKernels kernels = new HermiteKernels(0.5, 2, 2);
    ScaleAxis axis = new ScaleAxis(1.5, size.length == 3 ? 2 : 3);
    int fields = size.length == 3 ? 1 : 2;
    return Net.images(PointGroup.parse(group), 1, size)
        .scaleLifting(fields, axis, kernels)
        .batchNorm()
        .relu()
        .residual(b -> b.scaleCorrelation(fields, axis, 2, kernels).batchNorm())
        .relu()
        .scaleProjection(Reduction.MAX)
        .groupCorrelation(fields, 3)
        .relu()
        .invariantHead(3)
        .build();
  }

  @ParameterizedTest
  @CsvSource({"reflection, 1", "C4, 2", "D4, 2", "O, 3"})
  void netsAreExactUnderThePointGroup(String group, int axes) {
    int[] size = new int[axes];
    Arrays.fill(size, axes == 3 ? 5 : 9);
    Net net = net(group, size);
    assertThat(net.commonGroup()).isEqualTo(PointGroup.parse(group));
    try (Model model = Maps.model(net, 1)) {
      for (Precision precision : Precision.ofCertificates()) {
        for (Mode mode : List.of(Mode.INFERENCE, Mode.CALIBRATION)) {
          EquivarianceReport report =
              EquivarianceCheck.of(model).precision(precision).mode(mode).random(2, 2).run();
          int order = net.group().order();
          assertThat(report.layers()).allMatch(l -> l.values().size() == order);
          assertThat(report.net().gradients()).hasSize(order);
          assertThat(report.passed()).as("%s", report).isTrue();
        }
      }
    }
  }

  @Test
  void singleLayersCanBeCheckedByThemselves() {
    FeatureType in = FeatureType.regular(PointGroup.parse("C4").extendedTo(3), 2);
    for (Layer layer :
        List.of(
            new ScaleProjection(in, Reduction.MEAN),
            new ScaleCorrelation(in, 2, new ScaleAxis(2, 2), 1, new HermiteKernels(0.5, 1, 2)))) {
      try (Model model = Maps.model(Net.of(layer, 2, 5, 5), 1)) {
        EquivarianceReport report = EquivarianceCheck.of(model).random(2, 2).run();
        assertThat(report.net().values()).hasSize(4);
        assertThat(report.passed()).isTrue();
      }
    }
  }

  @Test
  void projectionReducesOverScales() {
    FeatureType in = FeatureType.regular(PointGroup.parse("C4").extendedTo(3), 2);
    FeatureMap x = Maps.random(in, 1, 1, 3, 4, 4);
    double[] f = Maps.values(x);
    Layer layer = new ScaleProjection(in, Reduction.MAX);
    assertThat(layer.output()).isEqualTo(FeatureType.regular(PointGroup.parse("C4"), 2));
    try (Weights weights = Maps.weights(layer, 1)) {
      double[] y = Maps.values(layer.apply(x, Pass.inference(weights)));
      assertThat(y).hasSize(8 * 16);
      for (int i = 0; i < y.length; i++) {
        int at = i / 16 * 48 + i % 16;
        assertThat(y[i]).isEqualTo(Math.max(f[at], Math.max(f[at + 16], f[at + 32])));
      }
    }
  }

  @Test
  void costsAreThoseOfAllScales() {
    ScaleAxis axis = new ScaleAxis(2, 3);
    HermiteKernels kernels = new HermiteKernels(1, 2, 2);
    FeatureType in = FeatureType.regular(PointGroup.parse("C4").extendedTo(3), 2);
    Layer layer = new ScaleCorrelation(in, 3, axis, 2, kernels);
    assertThat(layer.detail()).isEqualTo("kernels 5/9/17");
    assertThat(layer.multiplyAdds(3, 10, 10))
        .isEqualTo(100L * 8 * 12 * (2 * 25 + 2 * 81 + 17 * 17));
    assertThat(layer.parameters().get(0).count()).isEqualTo(3 * 2 * 4 * 2 * 6);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    FeatureType plane = FeatureType.regular(PointGroup.parse("C4"), 2);
    FeatureType volume = FeatureType.regular(PointGroup.parse("O"), 2);
    FeatureType scales = FeatureType.regular(PointGroup.parse("C4").extendedTo(3), 2);
    assertThatThrownBy(() -> new ScaleLifting(plane, 2, AXIS, KERNELS))
        .isInstanceOf(FeatureTypeException.class)
        .hasMessageContainingAll("'C4: 2 trivial'", "'C4: 2 regular'");
    for (FeatureType type : List.of(plane, volume)) {
      assertThatThrownBy(() -> new ScaleProjection(type, Reduction.MAX))
          .isInstanceOf(FeatureTypeException.class)
          .hasMessageContainingAll(type.toString(), "last coordinate is no scale");
    }
    assertThatThrownBy(() -> new ScaleCorrelation(scales, 2, AXIS, 6, KERNELS))
        .hasMessageContaining("1 to 5 scales at once, as many as there are, not at 6");
    Layer layer = new ScaleCorrelation(scales, 2, AXIS, 2, KERNELS);
    assertThatThrownBy(() -> layer.outputSize(4, 9, 9)).hasMessageContaining("4×9×9");
  }
}
