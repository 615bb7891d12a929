package dev.pinwheel.nn.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.engine.ComputeDevice;
import dev.pinwheel.nn.engine.Engine;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.module.Parameter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassWeightsInLossTest {
  private static final int IMAGES = 20;
  private static final float[] WEIGHTS = {0.5f, 2, 1.25f};

  private static final Net NET =
      Net.images(PointGroup.parse("p4"), 1, 6, 6).lifting(2, 3).relu().invariantHead(3).build();

  private static Model model() {
    return Model.initialise(NET, 1).to(Precision.FLOAT64, ComputeDevice.CPU);
  }

  private static float[] pixels(int images) {
    Random random = new Random(2);
    float[] pixels = new float[images * 36];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextFloat();
    }
    return pixels;
  }

  private static long[] labels() {
    long[] labels = new long[IMAGES];
    for (int i = 0; i < IMAGES; i++) {
      labels[i] = i * 7 % 3;
    }
    return labels;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void theLossIsTheWeightedMean(int threads) {
    int before = Engine.threads();
    Engine.setThreads(threads);
    try (Model model = model();
        SplitBatch split = SplitBatch.of(model, WEIGHTS)) {
      double expected = 0;
      float[][] scores = model.scores(pixels(IMAGES));
      for (int i = 0; i < IMAGES; i++) {
        double sum = 0;
        for (float score : scores[i]) {
          sum += Math.exp(score);
        }
        int label = (int) labels()[i];
        expected += WEIGHTS[label] * (Math.log(sum) - scores[i][label]) / IMAGES;
      }
      SplitBatch.Result result = split.step(pixels(IMAGES), labels(), 0);
      assertThat(result.loss()).isCloseTo(expected, within(1e-5));
    } finally {
      Engine.setThreads(before);
    }
  }

  @Test
  void equalWeightsGiveThePlainLossAndItsGradients() {
    try (Model plain = model();
        Model weighted = model();
        SplitBatch a = SplitBatch.of(plain);
        SplitBatch b = SplitBatch.of(weighted, new float[] {1, 1, 1})) {
      SplitBatch.Result expected = a.step(pixels(IMAGES), labels(), 0);
      SplitBatch.Result found = b.step(pixels(IMAGES), labels(), 0);
      assertThat(found.loss()).isCloseTo(expected.loss(), within(1e-12));
      assertThat(found.wrong()).isEqualTo(expected.wrong());
      for (Parameter p : plain.weights().parameters()) {
        double[] x = Tensors.toDoubles(plain.weights().get(p).grad());
        double[] y = Tensors.toDoubles(weighted.weights().get(p).grad());
        assertThat(y).containsExactly(x, within(1e-12));
      }
    }
  }

  @Test
  void anotherNumberOfWeightsIsRefused() {
    try (Model model = model()) {
      assertThatThrownBy(() -> SplitBatch.of(model, new float[] {1, 2}))
          .hasMessage("2 class weights for 3 classes");
    }
  }
}
