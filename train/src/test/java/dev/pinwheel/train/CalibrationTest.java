package dev.pinwheel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.Progress;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.models.Normalisation;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.engine.Tensors;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  private static final Normalisation NORMALISATION = new Normalisation(0.2, 0.3);
  private static final int BATCH = 8;

  private final LabelledImages images = Rings.images("train", 20, 1);

  private static Model model(Net net) {
    return Model.initialise(net, 1);
  }

  private static float[] numbers(Model model, String name) {
    return Tensors.toFloats(model.weights().get(model.net().parameters().get(name)));
  }

  private void calibrate(Model model) {
    Calibration.run(model, NORMALISATION, images, BATCH, Calibration.Dropout.OFF, Progress.none());
  }

  @Test
  void statisticsAreTheMeanOverBatches() {
    try (Model model = model(Net.images(PointGroup.cyclic(4), 1, 28, 28).batchNorm().build())) {
      calibrate(model);
      double mean = 0;
      double variance = 0;
      Batches batches = Batches.inOrder(images, NORMALISATION, BATCH);
      assertThat(batches.count()).isEqualTo(3);
      for (int b = 0; b < 3; b++) {
        float[] pixels = batches.pixels(b);
        double sum = 0;
        for (float pixel : pixels) {
          sum += pixel;
        }
        double squares = 0;
        for (float pixel : pixels) {
          squares += Math.pow(pixel - sum / pixels.length, 2);
        }
        mean += sum / pixels.length / 3;
        variance += squares / (pixels.length - 1) / 3;
      }

      assertThat((double) numbers(model, "batchNorm1.running_mean")[0])
          .isCloseTo(mean, within(1e-5));
      assertThat((double) numbers(model, "batchNorm1.running_var")[0])
          .isCloseTo(variance, within(1e-5));
    }
  }

  @Test
  void dropoutWidensTheStatistics() {
    Net net = Net.images(PointGroup.cyclic(4), 1, 28, 28).dropout(0.5).batchNorm().build();
    try (Model model = model(net)) {
      calibrate(model);
      double mean = numbers(model, "batchNorm1.running_mean")[0];
      double variance = numbers(model, "batchNorm1.running_var")[0];
      Calibration.run(model, NORMALISATION, images, BATCH, Calibration.Dropout.ON, Progress.none());

      // Half of the values double and half vanish: the mean stays, the mean square doubles.
      assertThat((double) numbers(model, "batchNorm1.running_mean")[0])
          .isCloseTo(mean, within(0.02));
      assertThat((double) numbers(model, "batchNorm1.running_var")[0])
          .isCloseTo(2 * variance + mean * mean, withinPercentage(3));
    }
  }

  @Test
  void whatWasThereBeforeMakesNoDifferenceAndWeightsStay() {
    Net net = Net.images(PointGroup.cyclic(4), 1, 28, 28).lifting(3, 3).batchNorm().relu().build();
    try (Model model = model(net)) {
      float[] weight = numbers(model, "lifting1.weight");
      calibrate(model);
      float[] first = numbers(model, "batchNorm1.running_var");
      float[] odd = new float[3];
      Arrays.fill(odd, 1e6f);
      model.weights().set(net.parameters().get("batchNorm1.running_var"), odd);
      calibrate(model);

      assertThat(numbers(model, "batchNorm1.running_var")).isEqualTo(first).hasSize(3);
      assertThat(numbers(model, "lifting1.weight")).isEqualTo(weight);
    }
  }

  @Test
  void aNetWithoutStatisticsIsNotRun() {
    AtomicInteger tasks = new AtomicInteger();
    Progress counting =
        (name, unit, total) -> {
          tasks.incrementAndGet();
          return Progress.none().begin(name, unit, total);
        };
    try (Model model = model(Net.images(PointGroup.cyclic(4), 1, 28, 28).lifting(3, 3).build())) {
      Calibration.run(model, NORMALISATION, images, BATCH, Calibration.Dropout.OFF, counting);
      assertThat(tasks).hasValue(0);
    }
  }
}
