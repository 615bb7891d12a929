package dev.pinwheel.train;

import java.util.OptionalDouble;

/**
 * What one epoch gave.
 *
 * @param epoch the number of epochs done, from 1
 * @param learningRate the rate during the epoch
 * @param trainLoss mean cross-entropy over the epoch, in nats, while the weights were moving
 * @param trainError fraction of wrong predictions over the epoch, while the weights were moving
 * @param evaluation which images the model was evaluated on after the epoch, or null
 * @param evaluationLoss mean cross-entropy there; 0 without evaluation
 * @param evaluationError fraction of wrong predictions there; 0 without evaluation
 * @param seconds wall-clock time of the epoch, evaluation included
 */
public record EpochMetrics(
    int epoch,
    double learningRate,
    double trainLoss,
    double trainError,
    String evaluation,
    double evaluationLoss,
    double evaluationError,
    double seconds) {
  /** The header of {@code metrics.csv}. */
  public static final String CSV_HEADER =
      "epoch,learning_rate,train_loss,train_error,evaluation,evaluation_loss,evaluation_error,seconds";

  /**
   * The error on the evaluation's images, if there was one.
   *
   * @return a fraction
   */
  public OptionalDouble evaluated() {
    return evaluation == null ? OptionalDouble.empty() : OptionalDouble.of(evaluationError);
  }

  /**
   * A line of {@code metrics.csv}.
   *
   * @return comma-separated, full precision
   */
  public String toCsv() {
    String evaluated =
        evaluation == null ? ",," : evaluation + "," + evaluationLoss + "," + evaluationError;
    return epoch
        + ","
        + learningRate
        + ","
        + trainLoss
        + ","
        + trainError
        + ","
        + evaluated
        + ","
        + seconds;
  }
}
