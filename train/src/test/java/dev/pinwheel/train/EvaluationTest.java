package dev.pinwheel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.pinwheel.data.ImageShape;
import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.Progress;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.models.ModelOptions;
import dev.pinwheel.models.Normalisation;
import dev.pinwheel.models.SavedModel;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.Net;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  /** Scores a pixel: dark ones are class 0, middling ones 1, bright ones 2. */
  private static final float[] SLOPES = {-1, 0, 1};

  private static final float[] OFFSETS = {0.2f, 0, -0.8f};

  private static Model byHand() {
    Net net = Net.images(PointGroup.cyclic(1), 1, 1, 1).correlation(3, 1).build();
    Model model = Model.initialise(net, 1);
    model.weights().set(net.parameters().get("correlation1.weight"), SLOPES);
    model.weights().set(net.parameters().get("correlation1.bias"), OFFSETS);
    return model;
  }

  private static LabelledImages pixels(float[] pixels, int... labels) {
    LabelledImages.Builder images = LabelledImages.builder("pixels", new ImageShape(1, 1, 1), 3);
    for (int i = 0; i < pixels.length; i++) {
      images.add(pixels, i, labels[i]);
    }
    return images.build();
  }

  @Test
  void countsLossAndConfusionAreThoseByHand() {
    float[] x = {0, 0, 0.1f, 0.5f, 0.5f, 0.6f, 1, 0.9f, 1, 0};
    int[] labels = {0, 0, 1, 1, 1, 2, 2, 2, 0, 2};
    try (Model model = byHand()) {
      Evaluation result =
          Evaluation.of(model, Normalisation.NONE, pixels(x, labels), Progress.none());

      assertThat(result.images()).isEqualTo(10);
      assertThat(result.wrong()).isEqualTo(4);
      assertThat(result.error()).isEqualTo(0.4);
      assertThat(result.confusion())
          .containsExactly(List.of(2, 0, 1), List.of(1, 2, 0), List.of(1, 1, 2));
      double loss = 0;
      for (int i = 0; i < x.length; i++) {
        double sum = 0;
        for (int c = 0; c < 3; c++) {
          sum += Math.exp(SLOPES[c] * x[i] + OFFSETS[c]);
        }
        loss += Math.log(sum) - SLOPES[labels[i]] * x[i] - OFFSETS[labels[i]];
      }
      assertThat(result.loss()).isCloseTo(loss / x.length, within(1e-6));
    }
  }

  @Test
  void pixelsAreNormalisedFirst() {
    try (Model model = byHand()) {
      Normalisation brighter = new Normalisation(-1, 1);
      LabelledImages dark = pixels(new float[] {0, 0.1f}, 2, 2);

      assertThat(Evaluation.of(model, brighter, dark, Progress.none()).wrong()).isZero();
    }
  }

  @Test
  void manyBatchesAreOneResult() {
    float[] x = new float[300];
    int[] labels = new int[300];
    for (int i = 0; i < 300; i++) {
      x[i] = i % 3 / 2f;
      labels[i] = i < 295 ? i % 3 : (i + 1) % 3;
    }
    try (Model model = byHand()) {
      Evaluation result =
          Evaluation.of(model, Normalisation.NONE, pixels(x, labels), Progress.none());

      assertThat(result.wrong()).isEqualTo(5);
      assertThat(result.confusion().stream().flatMap(List::stream).mapToInt(n -> n).sum())
          .isEqualTo(300);
    }
  }

  @Test
  void imagesOfAnotherKindAreRefused() {
    try (SavedModel model =
        SavedModel.initialise("z2cnn", ModelOptions.MNIST, Normalisation.NONE, 1)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Evaluation.of(model, pixels(new float[] {0}, 1), Progress.none()))
          .withMessageContainingAll("1×28×28 in 10 classes", "pixels: 1 images [1, 1, 1]");
      assertThat(Evaluation.of(model, Rings.images("test", 10, 1), Progress.none()).images())
          .isEqualTo(10);
    }
  }
}
