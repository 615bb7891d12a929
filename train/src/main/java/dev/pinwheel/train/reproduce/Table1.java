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
import java.util.Optional;

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
  /** The page's file. */
  public static final String PAGE = "table1.md";

  private static final String NAME = "table1";
  private static final String JSON = "table1.json";
  private static final String AUGMENTATION = "rotate(3.14)";
  private static final int EVALUATE_EVERY = 10;

  private static final List<Experiment> EXPERIMENTS =
      List.of(
          experiment("p4cnn", 100, 2.28),
          experiment("z2cnn", 300, 5.03),
          experiment("p4cnn-rotation-pooling", 100, 3.21));

  private static final List<String> NETS =
      EXPERIMENTS.stream().map(each -> each.config().net()).toList();

  private static final Map<String, Double> TALK_DEVIATIONS =
      Map.of("p4cnn", 0.04, "z2cnn", 0.20, "p4cnn-rotation-pooling", 0.12);

  private static final int SHORT_SEEDS = 5;

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
   * The same nets by a recipe of Pinwheel's own, in three tenths of the epochs.
   *
   * <p>It is that of {@link RotatedMnist}, with images turned by any angle instead of by ±3.14
   * degrees, which was chosen on held-out training images.
   *
   * @return a line for each net
   */
  public static ExperimentTable shortTable() {
    return new ExperimentTable(
        NAME + "-short",
        "Rotated MNIST: the first table's nets by a shorter recipe",
        "Not the talk's recipe but Pinwheel's: a rate that falls from 0.01 to zero along a cosine,"
            + " a weight decay of 0.0001, images turned by any angle, three tenths of the epochs."
            + " It was chosen on 2,000 held-out training images. Published are the talk's figures,"
            + " on the authors' own images; ours are regenerated.",
        EXPERIMENTS.stream().map(Table1::shortened).toList());
  }

  private static Experiment shortened(Experiment full) {
    return new Experiment(
        full.folder(),
        RotatedMnist.recipe(full.config().net())
            .epochs(full.config().epochs() * 3 / 10)
            .augmentation(RotatedMnist.ANY_ANGLE)
            .build(),
        full.published(),
        SHORT_SEEDS);
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
   * @param command what computed the line
   * @param provenance software and machine
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
      List<String> commits,
      String command,
      Provenance provenance) {
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
   * The table; {@code table1.json} holds it.
   *
   * @param data the images
   * @param augmentation of the training images
   * @param lines one per net
   */
  public record Result(RunRecord.DataRecord data, String augmentation, List<Line> lines) {
    /**
     * The line of a net.
     *
     * @param net the net's name
     * @return its line, if it was run
     */
    Optional<Line> line(String net) {
      return lines.stream().filter(line -> line.net().equals(net)).findFirst();
    }

    /** With an earlier table's lines of nets that this one lacks, in the table's order. */
    private Result completed(Result earlier) {
      return new Result(
          data,
          augmentation,
          NETS.stream().flatMap(net -> line(net).or(() -> earlier.line(net)).stream()).toList());
    }

    private boolean isOfTheImagesOf(Result other) {
      return data.trainSha256().equals(other.data.trainSha256())
          && data.testSha256().equals(other.data.testSha256());
    }
  }

  /**
   * Runs nets; may be stopped at any moment and called again to go on.
   *
   * @param data rotated MNIST
   * @param part what of the table is run
   * @param folder holds a folder per net, and in the end {@code table1.json} and {@code table1.md}
   * @param listener told of every run's progress
   * @return the lines of the nets that were run
   * @throws IllegalArgumentException if a name is none of the table's nets
   */
  public static Result run(
      TrainTest data, TablePart part, RunFolder folder, TrainListener listener) {
    List<Experiment> chosen = part.of(EXPERIMENTS);
    TrainTest images = part.of(data);
    List<Trained> trained = new ArrayList<>();
    for (Experiment experiment : chosen) {
      Experiment.Outcome outcome = experiment.run(images, folder, listener);
      List<Double> authors = authorsErrors(experiment, outcome, images, listener);
      trained.add(new Trained(experiment, outcome, authors));
    }
    Provenance finished = Provenance.now();
    Result result =
        new Result(
            RunRecord.DataRecord.of(images),
            AUGMENTATION,
            trained.stream().map(t -> t.line(part.command(NAME), finished)).toList());
    publish(result, folder.path());
    return result;
  }

  /**
   * Writes the table as JSON and as Markdown. Where only some nets were run, the lines of the
   * others stay as the folder's table has them, if that is of the same images.
   *
   * @param result the table
   * @param folder where {@code table1.json} and {@code table1.md} are written
   * @throws dev.pinwheel.train.TrainingException if the folder's table is needed and damaged
   */
  public static void publish(Result result, Path folder) {
    RunFolder to = new RunFolder(folder);
    Result whole =
        result.lines().size() == NETS.size()
            ? result
            : to.readJson(JSON, Result.class)
                .filter(result::isOfTheImagesOf)
                .map(result::completed)
                .orElse(result);
    to.writeJson(JSON, whole);
    AtomicFile.write(folder.resolve(PAGE), Table1Page.of(whole).getBytes(StandardCharsets.UTF_8));
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

  /** A net's runs, and their errors with the authors' statistics. */
  private record Trained(
      Experiment experiment, Experiment.Outcome outcome, List<Double> authorsErrors) {
    Line line(String command, Provenance provenance) {
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
          outcome.commits(),
          command,
          provenance);
    }
  }
}
