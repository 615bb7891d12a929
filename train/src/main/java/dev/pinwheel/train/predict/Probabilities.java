package dev.pinwheel.train.predict;

import java.util.ArrayList;
import java.util.List;

/** Probabilities from a net's scores: {@code exp(s_c) / Σ exp(s_k)}. */
public final class Probabilities {
  private Probabilities() {}

  /**
   * Every class's probability.
   *
   * @param scores a number per class
   * @return their probabilities, in double precision; they sum to 1
   */
  public static List<Double> of(float[] scores) {
    float most = scores[best(scores)];
    double sum = 0;
    for (float score : scores) {
      sum += Math.exp(score - most);
    }
    List<Double> probabilities = new ArrayList<>(scores.length);
    for (float score : scores) {
      probabilities.add(Math.exp(score - most) / sum);
    }
    return probabilities;
  }

  /**
   * The class of the highest probability.
   *
   * @param scores a number per class
   * @return its number; the first of several
   */
  public static int best(float[] scores) {
    int best = 0;
    for (int c = 1; c < scores.length; c++) {
      best = scores[c] > scores[best] ? c : best;
    }
    return best;
  }
}
