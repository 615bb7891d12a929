package dev.pinwheel.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.Maps;
import dev.pinwheel.nn.NativeScope;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.feature.Sizes;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Weights;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Up-sampling against the interpolated function, pixel by pixel. */
@ExtendWith(NativeScope.class)
class UpSampleTest {
  private static FeatureMap apply(FeatureMap x, int factor, Interpolation interpolation) {
    try (Weights none = Weights.initialise(List.of(), 0)) {
      return new UpSample(x.type(), factor, interpolation).apply(x, Pass.inference(none));
    }
  }

  /** f between pixels: a sum over corners along each axis, clamped at the border. */
  private static double at(double[] plane, int[] size, double[] place, Interpolation how) {
    double sum = 0;
    int corners = 1 << size.length;
    for (int corner = 0; corner < corners; corner++) {
      double weight = 1;
      int index = 0;
      for (int axis = 0; axis < size.length; axis++) {
        double p = Math.min(Math.max(place[axis], 0), size[axis] - 1);
        int below = (int) Math.floor(p);
        double part = p - below;
        if (how == Interpolation.NEAREST) {
          part = part < 0.5 ? 0 : 1;
        }
        boolean upper = (corner >> axis & 1) == 1;
        weight *= upper ? part : 1 - part;
        index = index * size[axis] + Math.min(below + (upper ? 1 : 0), size[axis] - 1);
      }
      sum += weight * plane[index];
    }
    return sum;
  }

  private static void assertInterpolates(int dimension, int factor, int... size) {
    PointGroup group = PointGroup.trivial(dimension);
    FeatureType type = FeatureType.trivial(group, 2);
    FeatureMap x = Maps.random(type, 1, 2, size);
    int pixels = (int) Sizes.pixels(size);
    for (Interpolation how : Interpolation.values()) {
      FeatureMap y = apply(x, factor, how);
      int[] larger = y.size();
      int points = (int) Sizes.pixels(larger);
      double[] values = Maps.values(x);
      double[] expected = new double[4 * points];
      for (int i = 0; i < expected.length; i++) {
        double[] plane = Arrays.copyOfRange(values, i / points * pixels, (i / points + 1) * pixels);
        double[] place = new double[dimension];
        int rest = i % points;
        for (int axis = dimension - 1; axis >= 0; axis--) {
          place[axis] = (rest % larger[axis] + 0.5) / factor - 0.5;
          rest /= larger[axis];
        }
        expected[i] = at(plane, size, place, how);
      }
      assertThat(Maps.error(Maps.values(y), expected)).as("%s ×%d", how, factor).isLessThan(1e-14);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void interpolatesInEveryDimension(int factor) {
    assertInterpolates(1, factor, 6);
    assertInterpolates(2, factor, 4, 5);
    assertInterpolates(3, factor, 3, 2, 4);
  }

  @Test
  void nearestIsLibTorchs() {
    FeatureType type = FeatureType.regular(PointGroup.cyclic(4), 2);
    FeatureMap x = Maps.random(type, 1, 2, 5, 6);
    double[] theirs =
        Tensors.toDoubles(
            torch.upsample_nearest2d(
                x.channels(), new long[] {10, 12}, new DoubleOptional(), new DoubleOptional()));
    FeatureMap y = apply(x, 2, Interpolation.NEAREST);
    assertThat(Tensors.toDoubles(y.channels())).containsExactly(theirs);
  }

  /** In float32 1/3 is off by 1e-8, so places far from the first pixel would be by 1e-5. */
  @ParameterizedTest
  @ValueSource(ints = {3, 5, 6, 49})
  void isSymmetricOnLongAxesInFloat32(int factor) {
    FeatureType type = FeatureType.trivial(PointGroup.reflection(), 1);
    FeatureMap x =
        FeatureMap.ofImages(
            type, Maps.tensor(Maps.normal(1, 3000), 1, 1, 3000).to(Precision.FLOAT32.scalarType()));
    for (Interpolation how : Interpolation.values()) {
      double[] turnedFirst = Maps.values(apply(x.transform(1), factor, how));
      double[] turnedLast = Maps.values(apply(x, factor, how).transform(1));
      assertThat(Maps.error(turnedFirst, turnedLast)).as(how.toString()).isLessThan(1e-6);
    }
  }

  @Test
  void refusesToMakeMapsSmaller() {
    FeatureType type = FeatureType.trivial(PointGroup.cyclic(4), 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UpSample(type, 0, Interpolation.LINEAR))
        .withMessageContaining("not 0");
    assertThat(new UpSample(type, 3, Interpolation.LINEAR))
        .hasToString("upSample linear ×3 'C4: 1 trivial' → 'C4: 1 trivial'");
  }
}
