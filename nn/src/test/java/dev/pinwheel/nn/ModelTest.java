package dev.pinwheel.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.engine.ComputeDevice;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.layer.Reduction;
import dev.pinwheel.nn.module.Parameter;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NativeScope.class)
class ModelTest {
  private static final Net CLASSIFIER =
      Net.images(PointGroup.parse("C4"), 2, 7, 7)
          .lifting(3, 3)
          .batchNorm()
          .relu()
          .groupCorrelation(3, 3)
          .invariantHead(4)
          .build();

  private static float[] pixels(int images) {
    Random random = new Random(1);
    float[] pixels = new float[images * 2 * 49];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    return pixels;
  }

  /** Every channel turned by numpy.rot90: row i, column j comes from row j, column 6 − i. */
  private static float[] rot90(float[] pixels) {
    float[] turned = new float[pixels.length];
    for (int at = 0; at < pixels.length; at++) {
      int i = at / 7 % 7;
      int j = at % 7;
      turned[at] = pixels[at / 49 * 49 + j * 7 + 6 - i];
    }
    return turned;
  }

  @Test
  void scoresDoNotChangeWhenTheImageTurns() {
    try (Model model = Maps.model(CLASSIFIER, 1)) {
      float[] x = pixels(3);
      float[][] straight = model.scores(x);
      assertThat(straight).hasDimensions(3, 4);
      assertThat(straight[0]).isNotEqualTo(straight[1]);
      float[] turned = x;
      for (int quarter = 1; quarter < 4; quarter++) {
        turned = rot90(turned);
        float[][] scores = model.scores(turned);
        for (int n = 0; n < 3; n++) {
          for (int c = 0; c < 4; c++) {
            assertThat((double) Math.abs(scores[n][c] - straight[n][c])).isLessThan(1e-5);
          }
        }
      }
    }
  }

  @Test
  void imagesAreReadChannelByChannelRowByRow() {
    try (Model model = Maps.model(CLASSIFIER, 1);
        Model wide = model.to(Precision.FLOAT64, ComputeDevice.CPU)) {
      float[] x = pixels(2);
      FeatureMap map = wide.images(x);
      double[] values = Maps.values(map);
      for (int i = 0; i < x.length; i++) {
        assertThat(values[i]).isEqualTo(x[i]);
      }
      assertThat(map.batch()).isEqualTo(2);
      assertThat(map.size()).containsExactly(7, 7);
      assertThat(map.channels().scalar_type().intern()).isEqualTo(Precision.FLOAT64.scalarType());
      assertThat(Maps.values(model.images(x))).containsExactly(values);
    }
  }

  @Test
  void oneImageAtATimeOrAllAtOnceIsTheSame() {
    try (Model model = Maps.model(CLASSIFIER, 1)) {
      float[] x = pixels(3);
      float[][] all = model.scores(x);
      for (int n = 0; n < 3; n++) {
        float[] one = model.scores(java.util.Arrays.copyOfRange(x, n * 98, (n + 1) * 98))[0];
        for (int c = 0; c < 4; c++) {
          assertThat((double) Math.abs(one[c] - all[n][c])).isLessThan(1e-5);
        }
      }
    }
  }

  @Test
  void namedNumbersKeepTheirPrecision() {
    for (Precision precision : Precision.ofCertificates()) {
      try (Model fresh = Maps.model(CLASSIFIER, 1);
          Model model = fresh.to(precision, ComputeDevice.CPU);
          Model other = Model.initialise(CLASSIFIER, 2);
          Model copy = other.to(precision, ComputeDevice.CPU)) {
        for (Parameter p : CLASSIFIER.parameters().values()) {
          double[] thirds = new double[(int) p.count()];
          Arrays.setAll(thirds, i -> (i + 1) / 3.0);
          model.weights().set(p, thirds);
        }
        WeightTensors.load(copy, WeightTensors.of(model), "memory");
        for (Parameter p : CLASSIFIER.parameters().values()) {
          double[] saved = Tensors.toDoubles(copy.weights().get(p));
          assertThat(saved).isEqualTo(Tensors.toDoubles(model.weights().get(p)));
          assertThat(saved[0]).isEqualTo(precision == Precision.FLOAT64 ? 1 / 3.0 : 1 / 3f);
        }
      }
    }
  }

  @Test
  void pixelsThatAreNoWholeImagesAreRefused() {
    try (Model model = Maps.model(CLASSIFIER, 1)) {
      for (int count : new int[] {0, 97, 99}) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> model.scores(new float[count]))
            .withMessageContainingAll(count + " numbers", "2×7×7");
      }
    }
  }

  @Test
  void onlyClassifiersHaveScores() {
    Net net = Net.images(PointGroup.parse("C4"), 1, 7, 7).lifting(3, 3).build();
    Net map =
        Net.images(PointGroup.parse("C4"), 1, 7, 7).lifting(3, 3).projection(Reduction.MAX).build();
    for (Net other : new Net[] {net, map}) {
      try (Model model = Maps.model(other, 1)) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> model.scores(new float[49]))
            .withMessageContainingAll("C4: 3", "5×5", "invariantHead");
      }
    }
  }
}
