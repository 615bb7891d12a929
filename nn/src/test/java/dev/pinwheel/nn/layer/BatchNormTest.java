package dev.pinwheel.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.Subgroup;
import dev.pinwheel.nn.Maps;
import dev.pinwheel.nn.NativeScope;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Weights;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code y = γ (x − μ) / √(σ² + 10⁻⁵) + β}, one of each per field, by two loops. */
@ExtendWith(NativeScope.class)
class BatchNormTest {
  private static final int FIELDS = 3;
  private static final int IMAGES = 4;

  static Stream<FeatureType> types() {
    PointGroup d4 = PointGroup.dihedral(4);
    Subgroup c4 = Subgroup.embed(d4, PointGroup.cyclic(4));
    return Stream.of(
        FeatureType.trivial(d4, FIELDS),
        FeatureType.regular(d4, FIELDS),
        FeatureType.quotient(d4, c4, FIELDS));
  }

  private static FeatureMap images(FeatureType type, long seed) {
    double[] values = Maps.normal(seed, IMAGES * type.channels() * 9);
    int each = values.length / IMAGES / FIELDS;
    for (int i = 0; i < values.length; i++) {
      int field = i / each % FIELDS;
      values[i] = (field + 1) * values[i] + 5 * field - seed;
    }
    return Maps.of(type, values, IMAGES, 3, 3);
  }

  /** The numbers of one field: all images, orientations and pixels. */
  private static double[] ofField(double[] values, int field) {
    int each = values.length / IMAGES / FIELDS;
    return IntStream.range(0, values.length)
        .filter(i -> i / each % FIELDS == field)
        .mapToDouble(i -> values[i])
        .toArray();
  }

  private static double mean(double[] x) {
    return IntStream.range(0, x.length).mapToDouble(i -> x[i]).sum() / x.length;
  }

  private static double squares(double[] x) {
    double mean = mean(x);
    return IntStream.range(0, x.length).mapToDouble(i -> (x[i] - mean) * (x[i] - mean)).sum();
  }

  private static double[] normalised(
      double[] x, double mean, double variance, double scale, double shift) {
    return IntStream.range(0, x.length)
        .mapToDouble(i -> scale * (x[i] - mean) / Math.sqrt(variance + 1e-5) + shift)
        .toArray();
  }

  private static double one(Weights weights, BatchNorm layer, String role, int field) {
    return Maps.numbers(weights, layer, role)[field];
  }

  @ParameterizedTest
  @MethodSource("types")
  void trainsOnTheBatchesOwnStatisticsPerField(FeatureType type) {
    BatchNorm layer = new BatchNorm(type);
    FeatureMap x = images(type, 1);
    try (Weights weights = Maps.weights(layer, 1);
        Weights before = weights.copy()) {
      double[] y = Maps.values(layer.apply(x, Pass.training(weights, 0)));
      for (int field = 0; field < FIELDS; field++) {
        double[] in = ofField(Maps.values(x), field);
        double[] expected =
            normalised(
                in,
                mean(in),
                squares(in) / in.length,
                one(before, layer, "weight", field),
                one(before, layer, "bias", field));
        assertThat(Maps.error(ofField(y, field), expected)).isLessThan(1e-12);
        assertThat(one(weights, layer, "running_mean", field))
            .isCloseTo(
                0.9 * one(before, layer, "running_mean", field) + 0.1 * mean(in), within(1e-13));
        assertThat(one(weights, layer, "running_var", field))
            .isCloseTo(
                0.9 * one(before, layer, "running_var", field)
                    + 0.1 * squares(in) / (in.length - 1),
                within(1e-12));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void predictsWithTheRunningStatistics(FeatureType type) {
    BatchNorm layer = new BatchNorm(type);
    FeatureMap x = images(type, 1);
    try (Weights weights = Maps.weights(layer, 1);
        Weights before = weights.copy()) {
      double[] y = Maps.values(layer.apply(x, Pass.inference(weights)));
      for (int field = 0; field < FIELDS; field++) {
        double[] expected =
            normalised(
                ofField(Maps.values(x), field),
                one(before, layer, "running_mean", field),
                one(before, layer, "running_var", field),
                one(before, layer, "weight", field),
                one(before, layer, "bias", field));
        assertThat(Maps.error(ofField(y, field), expected)).isLessThan(1e-12);
      }
      for (Parameter p : layer.parameters()) {
        assertThat(Maps.numbers(weights, p)).containsExactly(Maps.numbers(before, p));
      }
    }
  }

  @Test
  void calibrationTakesTheMeanOfAllBatchesStatistics() {
    FeatureType type = FeatureType.regular(PointGroup.cyclic(4), FIELDS);
    BatchNorm layer = new BatchNorm(type);
    double[] mean = new double[FIELDS];
    double[] variance = new double[FIELDS];
    try (Weights weights = Maps.weights(layer, 1)) {
      for (int batch = 1; batch <= 5; batch++) {
        FeatureMap x = images(type, batch);
        layer.apply(x, Pass.calibration(weights, batch));
        for (int field = 0; field < FIELDS; field++) {
          double[] in = ofField(Maps.values(x), field);
          mean[field] += mean(in) / 5;
          variance[field] += squares(in) / (in.length - 1) / 5;
        }
      }
      assertThat(Maps.error(Maps.numbers(weights, layer, "running_mean"), mean)).isLessThan(1e-13);
      assertThat(Maps.error(Maps.numbers(weights, layer, "running_var"), variance))
          .isLessThan(1e-13);
    }
  }

  @Test
  void parametersAreTwoPerFieldWhateverTheGroup() {
    types()
        .forEach(
            type ->
                assertThat(new BatchNorm(type).parameters().stream().filter(Parameter::isTrainable))
                    .allMatch(p -> p.count() == FIELDS)
                    .hasSize(2));
  }

  private static org.assertj.core.data.Offset<Double> within(double offset) {
    return org.assertj.core.data.Offset.offset(offset);
  }
}
