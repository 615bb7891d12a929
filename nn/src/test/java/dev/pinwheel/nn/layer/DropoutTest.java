package dev.pinwheel.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.Maps;
import dev.pinwheel.nn.NativeScope;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.layer.Dropout.Granularity;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Weights;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NativeScope.class)
class DropoutTest {
  private static final FeatureType TYPE = FeatureType.regular(PointGroup.cyclic(4), 5);
  private static final Weights NONE = Weights.initialise(List.of(), 0);

  private static FeatureMap ones(int images, int size) {
    double[] values = new double[images * TYPE.channels() * size * size];
    Arrays.fill(values, 1);
    return Maps.of(TYPE, values, images, size, size);
  }

  private static double[] mask(double p, Granularity by, long seed, int images, int size) {
    Dropout layer = new Dropout(TYPE, p, by);
    return Maps.values(layer.apply(ones(images, size), Pass.training(NONE, seed)));
  }

  private static double share(double[] mask) {
    return Arrays.stream(mask).filter(v -> v == 0).count() / (double) mask.length;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.3, 0.5, 0.9})
  void dropsItsShareAndScalesTheRest(double p) {
    double held = Math.round(p * 65536) / 65536.0;
    double[] elements = mask(p, Granularity.ELEMENT, 1, 16, 16);
    double[] fields = mask(p, Granularity.FIELD, 1, 800, 1);
    double deviation = Math.sqrt(p * (1 - p));
    assertThat(share(elements))
        .isBetween(
            held - 4.5 * deviation / Math.sqrt(elements.length),
            held + 4.5 * deviation / Math.sqrt(elements.length));
    assertThat(share(fields))
        .isBetween(
            held - 4.5 * deviation / Math.sqrt(4000), held + 4.5 * deviation / Math.sqrt(4000));
    assertThat(Arrays.stream(elements).filter(v -> v != 0).distinct().toArray())
        .containsExactly(65536 / (65536 - held * 65536));
    assertThat(Arrays.stream(fields).filter(v -> v != 0).distinct().toArray())
        .containsExactly(65536 / (65536 - held * 65536));
  }

  @Test
  void neighboursAreIndependent() {
    double[] mask = mask(0.3, Granularity.ELEMENT, 2, 16, 16);
    for (int lag = 1; lag <= 8; lag++) {
      double product = 0;
      for (int i = 0; i + lag < mask.length; i++) {
        product += (mask[i] - 1) * (mask[i + lag] - 1);
      }
      double variance = 0.3 / 0.7;
      double correlation = product / variance / (mask.length - lag);
      assertThat(correlation)
          .isBetween(-4.5 / Math.sqrt(mask.length), 4.5 / Math.sqrt(mask.length));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ELEMENT", "FIELD"})
  void oneSeedGivesOneMask(Granularity by) {
    double[] mask = mask(0.4, by, 7, 8, 3);
    assertThat(mask(0.4, by, 7, 8, 3)).containsExactly(mask);
    assertThat(mask(0.4, by, 8, 8, 3)).isNotEqualTo(mask);
  }

  @Test
  void twoLayersOfOnePassDrawDifferentMasks() {
    Dropout first = new Dropout(TYPE, 0.5, Granularity.ELEMENT);
    Dropout second = new Dropout(TYPE, 0.5, Granularity.ELEMENT);
    Pass pass = Pass.training(NONE, 3);
    assertThat(Maps.values(first.apply(ones(4, 4), pass)))
        .isNotEqualTo(Maps.values(second.apply(ones(4, 4), pass)));
  }

  @Test
  void wholeFieldsGoAsOne() {
    int images = 40;
    double[] mask = mask(0.5, Granularity.FIELD, 5, images, 3);
    int each = 4 * 3 * 3;
    int dropped = 0;
    for (int field = 0; field < images * 5; field++) {
      double[] values = Arrays.copyOfRange(mask, field * each, (field + 1) * each);
      assertThat(values).containsOnly(values[0]);
      dropped += values[0] == 0 ? 1 : 0;
    }
    assertThat(dropped).isBetween(68, 132);
    double[] first = new double[images];
    Arrays.setAll(first, n -> mask[n * 5 * each]);
    assertThat(first).as("images draw apart").contains(0).contains(2);
  }

  @Test
  void multipliesTheValues() {
    FeatureMap x = Maps.random(TYPE, 1, 2, 3, 3);
    double[] y =
        Maps.values(new Dropout(TYPE, 0.5, Granularity.ELEMENT).apply(x, Pass.training(NONE, 9)));
    double[] mask = mask(0.5, Granularity.ELEMENT, 9, 2, 3);
    double[] expected = Maps.values(x);
    Arrays.setAll(expected, i -> expected[i] * mask[i]);
    assertThat(Maps.error(y, expected)).isZero();
  }

  @Test
  void isTheIdentityOutsideTrainingAndAtProbabilityZero() {
    FeatureMap x = Maps.random(TYPE, 1, 2, 3, 3);
    Dropout layer = new Dropout(TYPE, 0.5, Granularity.FIELD);
    assertThat(Maps.values(layer.apply(x, Pass.inference(NONE)))).containsExactly(Maps.values(x));
    assertThat(Maps.values(layer.apply(x, Pass.calibration(NONE, 1))))
        .containsExactly(Maps.values(x));
    assertThat(
            Maps.values(new Dropout(TYPE, 0, Granularity.ELEMENT).apply(x, Pass.training(NONE, 1))))
        .containsExactly(Maps.values(x));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN})
  void otherProbabilitiesAreRefused(double p) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Dropout(TYPE, p, Granularity.ELEMENT))
        .withMessageContaining("[0, 1)")
        .withMessageContaining(Double.toString(p));
  }
}
