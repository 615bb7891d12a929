package dev.pinwheel.nn.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.Maps;
import dev.pinwheel.nn.NativeScope;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.layer.GroupCorrelation;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Filters are expanded once for all in inference, once per call in training. */
@ExtendWith(NativeScope.class)
class DerivedFiltersTest {
  private static final FeatureType TYPE = FeatureType.regular(PointGroup.dihedral(4), 2);

  private final GroupCorrelation layer = new GroupCorrelation(TYPE, 2, Window.of(3));
  private Weights weights;
  private FeatureMap x;

  @BeforeEach
  void start() {
    weights = Maps.weights(layer, 1);
    x = Maps.random(TYPE, 2, 2, 5, 5);
  }

  private FeatureMap predict() {
    try (NoGradGuard guard = new NoGradGuard()) {
      return layer.apply(x, Pass.inference(weights));
    }
  }

  private Tensor kept() {
    return weights.derived(
        layer,
        () -> {
          throw new AssertionError("nothing was kept");
        });
  }

  private double[] gradient() {
    layer.apply(x, Pass.training(weights, 0)).rows().square().sum().backward();
    double[] gradient = Tensors.toDoubles(weights.get(Maps.parameter(layer, "weight")).grad());
    weights.get(Maps.parameter(layer, "weight")).mutable_grad().zero_();
    return gradient;
  }

  @Test
  void predictionsReuseTheExpandedFilters() {
    double[] first = Maps.values(predict());
    Tensor filters = kept();
    assertThat(filters.sizes().vec().get()).containsExactly(16, 16, 3, 3);
    assertThat(Maps.values(predict())).containsExactly(first);
    assertThat(kept()).isSameAs(filters);
  }

  @Test
  void passesWithDerivativesKeepNothing() {
    gradient();
    layer.apply(x, Pass.inference(weights));
    layer.apply(x, Pass.calibration(weights, 1));
    assertThat(weights.derived(layer, () -> Tensors.of(new float[] {42}, 1)).item_double())
        .isEqualTo(42);
  }

  @Test
  void settingNumbersForgetsTheFilters() {
    double[] before = Maps.values(predict());
    Parameter weight = Maps.parameter(layer, "weight");
    float[] numbers = Tensors.toFloats(weights.get(weight));
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] += i % 3;
    }
    weights.set(weight, numbers);
    double[] after = Maps.values(predict());
    assertThat(Maps.error(before, after)).isGreaterThan(0.1);
    try (Weights fresh = weights.copy();
        NoGradGuard guard = new NoGradGuard()) {
      assertThat(Maps.values(layer.apply(x, Pass.inference(fresh)))).containsExactly(after);
    }
  }

  @Test
  void numbersMovedInPlaceCountOnceTheChangeIsSaid() {
    double[] before = Maps.values(predict());
    try (NoGradGuard guard = new NoGradGuard()) {
      weights.get(Maps.parameter(layer, "weight")).mul_(Tensors.scalar(2));
      weights.get(Maps.parameter(layer, "bias")).mul_(Tensors.scalar(2));
    }
    weights.changed();
    double[] doubled = before.clone();
    java.util.Arrays.setAll(doubled, i -> 2 * before[i]);
    assertThat(Maps.error(Maps.values(predict()), doubled)).isLessThan(1e-14);
  }

  @Test
  void predictionsLeaveNoTraceInTraining() {
    double[] untouched = gradient();
    FeatureMap y = predict();
    assertThat(y.channels().requires_grad()).isFalse();
    assertThat(kept().requires_grad()).isFalse();
    assertThat(gradient()).containsExactly(untouched);
    assertThat(untouched).isNotEqualTo(new double[untouched.length]);
    assertThat(layer.apply(x, Pass.training(weights, 0)).channels().requires_grad()).isTrue();
  }

  @Test
  void everyPassGivesTheSameValues() {
    double[] kept = Maps.values(predict());
    assertThat(Maps.values(layer.apply(x, Pass.training(weights, 0)))).containsExactly(kept);
    assertThat(Maps.values(layer.apply(x, Pass.inference(weights)))).containsExactly(kept);
  }

  @Test
  void calibrationCountsFromOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pass.calibration(weights, 0))
        .withMessageContaining("from 1, not 0");
    assertThat(Pass.calibration(weights, 4).statisticsRate()).isEqualTo(0.25);
    assertThat(Pass.training(weights, 4).statisticsRate()).isEqualTo(0.1);
  }
}
