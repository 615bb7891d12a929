package dev.pinwheel.train.reproduce;

import dev.pinwheel.data.TrainTest;
import dev.pinwheel.data.io.AtomicFile;
import dev.pinwheel.models.ModelOptions;
import dev.pinwheel.models.Nets;
import dev.pinwheel.models.SavedModel;
import dev.pinwheel.nn.layer.Dropout;
import dev.pinwheel.train.Calibration;
import dev.pinwheel.train.Evaluation;
import dev.pinwheel.train.Provenance;
import dev.pinwheel.train.RunFolder;
import dev.pinwheel.train.RunRecord;
import dev.pinwheel.train.RunResult;
import dev.pinwheel.train.TrainConfig;
import dev.pinwheel.train.TrainListener;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The talk's first table: three nets on rotated MNIST.
 *
 * <p>The recipe of the authors: Adam at a constant 0.001, batches of 128, 100 epochs (300 for the
 * ordinary net), rotations by at most ±3.14 degrees as augmentation, batch norm's statistics
 * measured anew before an evaluation, the last epoch reported. The images are the regenerated ones,
 * not the authors' file.
 *
 * <p>The authors' code keeps dropout on while it measures those statistics, which widens them
 * beyond what inference meets and costs the ordinary net, the only one with dropout, half a
 * percent. Both are reported.
 */
public final class Table1 {
  private static final String AUGMENTATION = "rotate(3.14)";
  private static final int EVALUATE_EVERY = 10;

  private static final List<Experiment> EXPERIMENTS =
      List.of(
          experiment("p4cnn", 100, 2.28),
          experiment("z2cnn", 300, 5.03),
          experiment("p4cnn-rotation-pooling", 100, 3.21));

  private static final Map<String, Double> TALK_DEVIATIONS =
      Map.of("p4cnn", 0.04, "z2cnn", 0.20, "p4cnn-rotation-pooling", 0.12);

  private Table1() {}

  private static Experiment experiment(String net, int epochs, double talkError) {
    return new Experiment(
        net,
        TrainConfig.of(net, "rotated-mnist")
            .epochs(epochs)
            .augmentation(AUGMENTATION)
            .evaluateEvery(EVALUATE_EVERY)
            .build(),
        talkError);
  }

  /**
   * A line of the table, in percent.
   *
   * @param net the net's name
   * @param parameters numbers that training moves
   * @param epochs passes over the training images
   * @param talkError the talk's mean
   * @param talkDeviation the talk's deviation over seeds
   * @param errors ours, one per seed
   * @param meanError their mean
   * @param errorDeviation their sample deviation, NaN for a single seed
   * @param errorsWithDropoutStatistics ours with batch norm's statistics measured as the authors'
   *     code does, dropout on; the same numbers for nets without dropout
   * @param trainingMinutes wall-clock time of one training, the mean over seeds
   * @param commits revisions of the sources that trained, one per seed
   */
  public record Line(
      String net,
      long parameters,
      int epochs,
      double talkError,
      double talkDeviation,
      List<Double> errors,
      double meanError,
      double errorDeviation,
      List<Double> errorsWithDropoutStatistics,
      double trainingMinutes,
      List<String> commits) {
    /**
     * Our error as it is printed.
     *
     * @return for example {@code 2.56}, with {@code ± } and the deviation where there are more
     *     seeds
     */
    public String errorText() {
      return Experiment.percent(meanError, errorDeviation);
    }

    /**
     * The mean with the authors' statistics.
     *
     * @return percent
     */
    public double meanWithDropoutStatistics() {
      return errorsWithDropoutStatistics.stream()
          .mapToDouble(Double::doubleValue)
          .average()
          .orElseThrow();
    }
  }

  /**
   * The table with its provenance; {@code table1.json} holds it.
   *
   * @param command what computed it
   * @param data the images
   * @param augmentation of the training images
   * @param provenance software and machine
   * @param lines one per net
   */
  public record Result(
      String command,
      RunRecord.DataRecord data,
      String augmentation,
      Provenance provenance,
      List<Line> lines) {}

  /**
   * Runs all nets; may be stopped at any moment and called again to go on.
   *
   * @param data rotated MNIST
   * @param seeds seeds per net, from 0
   * @param scale divides the epochs, for a rehearsal; 1 for the recipe
   * @param folder holds a folder per net, and in the end {@code table1.json} and {@code table1.md}
   * @param listener told of every run's progress
   * @return the table
   */
  public static Result run(
      TrainTest data, int seeds, int scale, RunFolder folder, TrainListener listener) {
    List<Line> lines = new ArrayList<>();
    for (Experiment each : EXPERIMENTS) {
      Experiment experiment = each.scaled(scale);
      Experiment.Outcome outcome = experiment.run(data, seeds, folder, listener);
      lines.add(line(experiment, outcome, authorsErrors(experiment, outcome, data, listener)));
    }
    String command = Experiment.command("table1", seeds, scale);
    Result result =
        new Result(command, RunRecord.DataRecord.of(data), AUGMENTATION, Provenance.now(), lines);
    publish(result, folder.path());
    return result;
  }

  /**
   * Writes the table as JSON and as Markdown.
   *
   * @param result the table
   * @param folder where {@code table1.json} and {@code table1.md} are written
   */
  public static void publish(Result result, Path folder) {
    new RunFolder(folder).writeJson("table1.json", result);
    AtomicFile.write(
        folder.resolve("table1.md"), Table1Page.of(result).getBytes(StandardCharsets.UTF_8));
  }

  /** Test errors with statistics measured under dropout, as the authors' code measures them. */
  private static List<Double> authorsErrors(
      Experiment experiment, Experiment.Outcome outcome, TrainTest data, TrainListener listener) {
    List<Double> errors = new ArrayList<>();
    for (RunResult result : outcome.sweep().results()) {
      try (SavedModel model = SavedModel.read(outcome.folder(result).weights())) {
        boolean drops =
            model.model().net().sites().stream().anyMatch(s -> s.layer() instanceof Dropout);
        if (!drops) {
          errors.add(100 * result.testError());
          continue;
        }
        Calibration.run(
            model,
            data.train(),
            experiment.config().batchSize(),
            Calibration.Dropout.ON,
            listener.progress());
        errors.add(100 * Evaluation.of(model, data.test(), listener.progress()).error());
      }
    }
    return errors;
  }

  private static Line line(
      Experiment experiment, Experiment.Outcome outcome, List<Double> authorsErrors) {
    String net = experiment.config().net();
    return new Line(
        net,
        Nets.get(net).build(ModelOptions.MNIST).parameterCount(),
        experiment.config().epochs(),
        experiment.published(),
        TALK_DEVIATIONS.get(net),
        outcome.errors(),
        100 * outcome.sweep().meanError(),
        100 * outcome.sweep().errorDeviation(),
        authorsErrors,
        outcome.minutes(),
        outcome.commits());
  }
}
