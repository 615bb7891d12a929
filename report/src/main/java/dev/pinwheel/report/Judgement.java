package dev.pinwheel.report;

import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.Progress;
import dev.pinwheel.models.SavedModel;
import dev.pinwheel.train.Evaluation;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a model says of each image of a set.
 *
 * @param images the set
 * @param evaluation the same in sums
 * @param predicted the class of each image
 * @param probability that the model gives this class
 */
record Judgement(
    LabelledImages images,
    Evaluation evaluation,
    List<Integer> predicted,
    List<Double> probability) {
  Judgement {
    predicted = List.copyOf(predicted);
    probability = List.copyOf(probability);
  }

  static Judgement of(SavedModel model, LabelledImages images, Progress progress) {
    int[] predicted = new int[images.count()];
    double[] probability = new double[images.count()];
    Evaluation evaluation =
        Evaluation.of(
            model,
            images,
            progress,
            (image, best, scores) -> {
              predicted[image] = best;
              probability[image] = probability(scores, best);
            });
    return new Judgement(
        images,
        evaluation,
        IntStream.of(predicted).boxed().toList(),
        java.util.Arrays.stream(probability).boxed().toList());
  }

  /** The softmax of scores at one of them. */
  static double probability(float[] scores, int best) {
    double sum = 0;
    for (float score : scores) {
      sum += Math.exp((double) score - scores[best]);
    }
    return 1 / sum;
  }

  boolean isRight(int image) {
    return predicted.get(image) == images.label(image);
  }

  /** The wrongly predicted images, the surest first. */
  List<Integer> mistakes(int most) {
    return IntStream.range(0, images.count())
        .filter(i -> !isRight(i))
        .boxed()
        .sorted(Comparator.comparing(probability::get, Comparator.reverseOrder()))
        .limit(most)
        .toList();
  }
}
