package dev.pinwheel.train;

import dev.pinwheel.data.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

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

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

  /**
   * Reads {@code metrics.csv} back.
   *
   * @param file the file
   * @return an epoch a line
   * @throws TrainingException if it is no such table
   * @throws DataException if it can't be read
   */
  public static List<EpochMetrics> read(Path file) {
    try (CSVParser table = FORMAT.parse(Files.newBufferedReader(file))) {
      return table.stream().map(EpochMetrics::of).toList();
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new TrainingException(file + " is no table of epochs: " + e.getMessage(), e);
    } catch (IOException e) {
      throw DataException.reading(file, e);
    }
  }

  private static EpochMetrics of(CSVRecord line) {
    String evaluation = line.get("evaluation");
    boolean evaluated = !evaluation.isEmpty();
    return new EpochMetrics(
        Integer.parseInt(line.get("epoch")),
        Double.parseDouble(line.get("learning_rate")),
        Double.parseDouble(line.get("train_loss")),
        Double.parseDouble(line.get("train_error")),
        evaluated ? evaluation : null,
        evaluated ? Double.parseDouble(line.get("evaluation_loss")) : 0,
        evaluated ? Double.parseDouble(line.get("evaluation_error")) : 0,
        Double.parseDouble(line.get("seconds")));
  }

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
