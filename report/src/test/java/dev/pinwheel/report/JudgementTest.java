package dev.pinwheel.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.Progress;
import dev.pinwheel.models.SavedModel;
import dev.pinwheel.train.Evaluation;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JudgementTest {
  private static final int CLASSES = 3;
  private static final LabelledImages IMAGES = Shapes.images(3, CLASSES, 300, 1);

  private static Judgement judge(SavedModel model) {
    return Judgement.of(model, IMAGES, Progress.none());
  }

  @Test
  void theCountsAreThoseThatEvaluateReports() {
    try (SavedModel model = Shapes.model("p4", 3, CLASSES, List.of())) {
      Judgement judgement = judge(model);
      Evaluation evaluation = Evaluation.of(model, IMAGES, Progress.none());

      List<List<Integer>> counts = judgement.evaluation().confusion();
      assertThat(counts).isEqualTo(evaluation.confusion());
      assertThat(counts.stream().flatMap(List::stream).mapToInt(n -> n).sum())
          .isEqualTo(IMAGES.count());
      int trace = IntStream.range(0, CLASSES).map(c -> counts.get(c).get(c)).sum();
      assertThat((double) trace / IMAGES.count()).isCloseTo(1 - evaluation.error(), within(1e-12));
      assertThat(IntStream.range(0, IMAGES.count()).filter(judgement::isRight).count())
          .isEqualTo(trace);
    }
  }

  @Test
  void probabilitiesAreTheSoftmaxOfTheScores() {
    try (SavedModel model = Shapes.model("p4", 3, CLASSES, List.of())) {
      Judgement judgement = judge(model);
      for (int image : new int[] {0, 127, 128, 299}) {
        float[] pixels = new float[IMAGES.shape().size()];
        IMAGES.copyImage(image, pixels, 0);
        model.preprocessing().apply(pixels, 0, pixels.length);
        float[] scores = model.model().scores(pixels)[0];
        int best = 0;
        double sum = 0;
        for (int c = 0; c < CLASSES; c++) {
          best = scores[c] > scores[best] ? c : best;
          sum += Math.exp(scores[c]);
        }
        assertThat(judgement.predicted().get(image)).isEqualTo(best);
        assertThat(judgement.probability().get(image))
            .isCloseTo(Math.exp(scores[best]) / sum, within(1e-5));
      }
    }
  }

  @Test
  void mistakesAreWrongAndTheSurestComeFirst() {
    try (SavedModel model = Shapes.model("p4", 3, CLASSES, List.of())) {
      Judgement judgement = judge(model);
      List<Integer> all = judgement.mistakes(Integer.MAX_VALUE);

      assertThat(all).hasSize(judgement.evaluation().wrong()).isNotEmpty();
      assertThat(all).noneMatch(judgement::isRight);
      assertThat(all.stream().map(judgement.probability()::get).map(p -> -p).toList()).isSorted();
      assertThat(judgement.mistakes(5)).isEqualTo(all.subList(0, 5));
    }
  }
}
