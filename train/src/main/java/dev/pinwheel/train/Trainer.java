package dev.pinwheel.train;

import dev.pinwheel.data.Hashes;
import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.TrainTest;
import dev.pinwheel.data.augment.Augmentation;
import dev.pinwheel.data.io.AtomicFile;
import dev.pinwheel.models.FileInput;
import dev.pinwheel.models.ModelOptions;
import dev.pinwheel.models.NamedNet;
import dev.pinwheel.models.Nets;
import dev.pinwheel.models.Preprocessing;
import dev.pinwheel.models.PreprocessingForm;
import dev.pinwheel.models.SavedModel;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.engine.ComputeDevice;
import dev.pinwheel.nn.engine.Engine;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.module.Seeds;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Runs a configuration in a run folder, from the start or from where it was stopped.
 *
 * <p>A checkpoint follows every epoch. Before every evaluation batch norm's statistics are measured
 * anew over the training images. The model that is reported and saved is the last epoch's.
 */
public final class Trainer {
  private static final long INITIAL = 0;
  private static final long SPLIT = 3;

  private final TrainConfig config;
  private final TrainTest data;
  private final LabelledImages training;
  private final LabelledImages evaluated;
  private final String evaluatedName;
  private final ModelOptions options;
  private final PreprocessingForm form;
  private final NamedNet named;
  private final Net net;
  private final ComputeDevice device;

  /**
   * Prepares a run of a published net; nothing is written yet.
   *
   * @param config everything that determines the run
   * @param data the images
   * @throws IllegalArgumentException if a name, a size or the device in the configuration does not
   *     fit
   */
  public Trainer(TrainConfig config, TrainTest data) {
    this(config, data, Nets.get(config.net()));
  }

  /**
   * Prepares a run of any net; nothing is written yet.
   *
   * @param config everything that determines the run
   * @param data the images
   * @param named the net that the configuration names: a published one, or one of your own
   * @throws IllegalArgumentException if a name, a size or the device in the configuration does not
   *     fit
   */
  public Trainer(TrainConfig config, TrainTest data, NamedNet named) {
    if (!named.name().equals(config.net())) {
      throw new IllegalArgumentException(
          "the configuration names the net '"
              + config.net()
              + "' and was given '"
              + named.name()
              + "'");
    }
    this.config = config;
    this.named = named;
    this.data = data;
    this.device = ComputeDevice.parse(config.device()).requireAvailable();
    this.options = OptionsOf.images(data.train());
    this.net = named.build(options);
    Model.requireClassifier(net);
    Schedule.parse(config.schedule());
    OptimiserKind.parse(config.optimiser());
    Augmentation.parse(config.augmentation());
    if (config.validation() != 0 && data.validation().isPresent()) {
      throw new IllegalArgumentException(
          "--validation "
              + config.validation()
              + " does not go with "
              + data.name()
              + ", which has validation images of its own");
    }
    TrainTest split =
        config.validation() == 0
            ? data
            : data.validation(Seeds.mix(config.seed(), SPLIT), config.validation());
    this.training = split.train();
    this.evaluated = split.validation().orElse(split.test());
    this.evaluatedName = evaluated == data.test() ? "test" : "validation";
    this.form = PreprocessingForm.parse(config.preprocessing());
  }

  /**
   * The net that will be trained.
   *
   * @return its structure
   */
  public Net net() {
    return net;
  }

  /**
   * Trains to the last epoch and evaluates on the test images; a folder that holds a part of this
   * run is continued, bit for bit as if it had never stopped. One training at a time may do so.
   *
   * @param folder the run's
   * @param listener told of progress
   * @return the result, also written to the folder
   * @throws TrainingException if the loss is no number, the folder holds another run, another
   *     training is at work in it, or the thread is interrupted
   */
  public RunResult run(RunFolder folder, TrainListener listener) {
    try (RunLock alone = RunLock.of(folder)) {
      return runAlone(folder, listener);
    }
  }

  private RunResult runAlone(RunFolder folder, TrainListener listener) {
    AtomicFile.sweep(folder.path());
    folder.record().ifPresentOrElse(r -> requireSame(r, folder), () -> begin(folder));
    Engine.setThreads(config.threadsOrAll());
    Preprocessing preprocessing = PreprocessingOf.run(form, training, folder, listener.progress());
    SavedModel fresh =
        SavedModel.initialise(named, options, preprocessing, Seeds.mix(config.seed(), INITIAL));
    try (fresh;
        Model model = fresh.model().to(Precision.parse(config.precision()), device);
        Optimiser optimiser =
            OptimiserKind.parse(config.optimiser()).start(model.weights(), config.weightDecay())) {
      List<EpochMetrics> metrics = new ArrayList<>();
      if (Files.exists(folder.checkpoint())) {
        metrics.addAll(Checkpoint.restore(folder.checkpoint(), config, model, optimiser));
      }
      if (metrics.size() == config.epochs() && Files.exists(folder.weights())) {
        Optional<RunResult> result = folder.result();
        if (result.isPresent()) {
          if (!Files.exists(folder.curves())) {
            RunPlot.write(folder.curves(), config, metrics);
          }
          return result.get();
        }
      }
      Optional<Evaluation> last = train(folder, preprocessing, model, optimiser, metrics, listener);
      return finish(folder, preprocessing, model, last, metrics, listener);
    }
  }

  /** Trains to the end; gives the last epoch's evaluation where that was on the test images. */
  private Optional<Evaluation> train(
      RunFolder folder,
      Preprocessing preprocessing,
      Model model,
      Optimiser optimiser,
      List<EpochMetrics> metrics,
      TrainListener listener) {
    EpochLoop loop = new EpochLoop(config, training, preprocessing, model, optimiser);
    Optional<Evaluation> last = Optional.empty();
    for (int epoch = metrics.size(); epoch < config.epochs(); epoch++) {
      long start = System.nanoTime();
      EpochLoop.Result result = loop.run(epoch, listener.progress());
      Evaluation evaluation = null;
      if (isEvaluated(epoch + 1)) {
        evaluation = evaluate(model, preprocessing, evaluated, listener);
      }
      EpochMetrics done =
          new EpochMetrics(
              epoch + 1,
              result.rate(),
              result.loss(),
              result.error(),
              evaluation == null ? null : evaluatedName,
              evaluation == null ? 0 : evaluation.loss(),
              evaluation == null ? 0 : evaluation.error(),
              (System.nanoTime() - start) / 1e9);
      metrics.add(done);
      Checkpoint.write(folder.checkpoint(), config, model, optimiser, metrics);
      folder.writeMetrics(metrics);
      listener.epochEnded(done, config.epochs());
      last = Optional.ofNullable(evaluated == data.test() ? evaluation : null);
    }
    return last;
  }

  private boolean isEvaluated(int epochsDone) {
    return epochsDone == config.epochs()
        || (config.evaluateEvery() > 0 && epochsDone % config.evaluateEvery() == 0);
  }

  /** Measures batch norm anew and evaluates; a model that gives no numbers ends the run. */
  private Evaluation evaluate(
      Model model, Preprocessing preprocessing, LabelledImages images, TrainListener listener) {
    Calibration.run(
        model,
        preprocessing,
        training,
        config.batchSize(),
        Calibration.Dropout.OFF,
        listener.progress());
    Evaluation evaluation = Evaluation.of(model, preprocessing, images, listener.progress());
    if (!Double.isFinite(evaluation.loss())) {
      throw new TrainingException(
          "the loss on "
              + images.name()
              + " is "
              + evaluation.loss()
              + ": try a lower --learning-rate; the last epoch's checkpoint is kept");
    }
    return evaluation;
  }

  private RunResult finish(
      RunFolder folder,
      Preprocessing preprocessing,
      Model model,
      Optional<Evaluation> last,
      List<EpochMetrics> metrics,
      TrainListener listener) {
    Evaluation test = last.orElseGet(() -> evaluate(model, preprocessing, data.test(), listener));
    byte[] weights =
        new SavedModel(named, options, preprocessing, model, fileInput()).pack().toBytes();
    AtomicFile.write(folder.weights(), weights);
    folder.writeMetrics(metrics);
    RunResult result =
        new RunResult(
            config.net(),
            config.seed(),
            config.epochs(),
            test.images(),
            test.wrong(),
            test.error(),
            test.loss(),
            test.confusion(),
            metrics.stream().mapToDouble(EpochMetrics::seconds).sum(),
            Hashes.sha256(weights));
    folder.end(result);
    RunPlot.write(folder.curves(), config, metrics);
    return result;
  }

  private void begin(RunFolder folder) {
    folder.writeNet(named);
    folder.begin(record());
  }

  private RunRecord record() {
    return new RunRecord(
        config,
        RunRecord.DataRecord.of(data),
        options,
        form.isWhitening() ? null : PreprocessingOf.normalisation(training),
        net.parameterCount(),
        net.multiplyAdds(),
        Provenance.now(),
        data.recipe().orElse(null));
  }

  /** What the model keeps so that it can be used on files. */
  private FileInput fileInput() {
    return data.recipe().map(r -> new FileInput(r.classes(), r.sizing())).orElse(FileInput.NONE);
  }

  private void requireSame(RunRecord found, RunFolder folder) {
    if (!found.config().equals(config)) {
      throw new TrainingException(
          folder.path()
              + " holds another run ("
              + found.config().title()
              + "): use a new --run folder, or --resume to go on with that one");
    }
    Optional<NamedNet> begun = folder.net();
    if (begun.isPresent() && !begun.get().file().equals(named.file())) {
      throw new TrainingException(
          folder.path()
              + " was begun with another net of the name '"
              + named.name()
              + "': see its net.json, and use a new --run folder");
    }
    RunRecord.DataRecord own = RunRecord.DataRecord.of(data);
    if (!found.data().trainSha256().equals(own.trainSha256())
        || !found.data().testSha256().equals(own.testSha256())
        || !Objects.equals(found.data().validationSha256(), own.validationSha256())) {
      throw new TrainingException(
          folder.path()
              + " was begun on other images of '"
              + found.data().name()
              + "' (training SHA-256 "
              + found.data().trainSha256()
              + "): give it the same data, or use a new --run folder");
    }
  }
}
