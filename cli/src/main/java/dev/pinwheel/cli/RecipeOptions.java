package dev.pinwheel.cli;

import dev.pinwheel.data.augment.Augmentation;
import dev.pinwheel.models.PreprocessingForm;
import dev.pinwheel.nn.engine.ComputeDevice;
import dev.pinwheel.nn.engine.PrecisionChoice;
import dev.pinwheel.train.ClassWeights;
import dev.pinwheel.train.OptimiserKind;
import dev.pinwheel.train.Schedule;
import dev.pinwheel.train.TrainConfig;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that make up a training's configuration. */
@Command
final class RecipeOptions {
  @Option(
      names = "--data",
      paramLabel = "DATA",
      defaultValue = "rotated-mnist",
      description = {
        "A data set's name, see 'pinwheel data list'; or your own images: a folder with a sub-folder"
            + " for each class, or a CSV with the columns path and label (default:"
            + " ${DEFAULT-VALUE})."
      })
  private String data;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "20",
      description = "Passes over the training images (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "128",
      description = "Images per step (default: ${DEFAULT-VALUE}).")
  private int batchSize;

  @Option(
      names = "--optimiser",
      paramLabel = "NAME",
      defaultValue = "adam",
      description = "adam, or sgd with momentum 0.9 (default: ${DEFAULT-VALUE}).")
  private String optimiser;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      defaultValue = "0.001",
      description = "The rate at the start (default: ${DEFAULT-VALUE}).")
  private double learningRate;

  @Option(
      names = "--schedule",
      paramLabel = "FORM",
      description = {
        "How the rate changes: constant, cosine, step(200,250;0.1) for times 0.1 after 200 and 250"
            + " epochs, exponential(15;0.8) for times 0.8 an epoch after 15 (default:"
            + " constant, and cosine for your own images)."
      })
  private String schedule;

  @Option(
      names = "--weight-decay",
      paramLabel = "L2",
      defaultValue = "0",
      description = "L2 on weights, not on biases (default: ${DEFAULT-VALUE}).")
  private double weightDecay;

  @Option(
      names = "--augment",
      paramLabel = "FORM",
      defaultValue = "none",
      description = {
        "Random motions of the training images: rotate(180) for any angle, flip(horizontal),"
            + " shift(2), scale(1.2), shear(10), elastic(1), joined by +; +resample(cubic) at"
            + " the end keeps edges sharper (default: ${DEFAULT-VALUE})."
      })
  private String augmentation;

  @Option(
      names = "--class-weights",
      paramLabel = "FORM",
      defaultValue = "auto",
      description = {
        "balanced: in the loss every class counts the same; none: every image; auto: balanced where"
            + " the largest class has more than four times the smallest's images (default:"
            + " ${DEFAULT-VALUE})."
      })
  private String classWeights;

  @Option(
      names = "--preprocess",
      paramLabel = "FORM",
      defaultValue = "standardise",
      description = {
        "standardise by mean and deviation; whiten for contrast normalisation and ZCA; whiten(p4m)"
            + " for one that commutes with a group (default: ${DEFAULT-VALUE})."
      })
  private String preprocessing;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Of everything random (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--validation",
      paramLabel = "N",
      defaultValue = "0",
      description = {
        "Hold out N training images and evaluate on them between epochs; the test images are then"
            + " seen once, at the end (default: ${DEFAULT-VALUE})."
      })
  private int validation;

  @Option(
      names = "--evaluate-every",
      paramLabel = "EPOCHS",
      defaultValue = "0",
      description =
          "Evaluate after so many epochs; 0 for the last only (default: ${DEFAULT-VALUE}).")
  private int evaluateEvery;

  @Mixin private DeviceOption device;

  @Mixin private PrecisionOption precision;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description = {
        "Threads per operation; 0 for one per processor. A run is reproducible bit for bit at one"
            + " number of threads (default: ${DEFAULT-VALUE})."
      })
  private int threads;

  /** Whether the images are the user's own. */
  boolean isOwn() {
    return OwnData.isOwn(data);
  }

  /** Returns where the user's own images are. */
  Path own() {
    return Path.of(data).toAbsolutePath().normalize();
  }

  /** Returns the configuration for a net; what is misspelt fails here, before data is fetched. */
  TrainConfig config(String net, Terminal terminal) {
    String wanted = schedule != null ? schedule : isOwn() ? "cosine" : "constant";
    Schedule.parse(wanted);
    ClassWeights.parse(classWeights);
    OptimiserKind.parse(optimiser);
    Augmentation.parse(augmentation);
    PreprocessingForm.parse(preprocessing);
    PrecisionChoice choice = precision.get(ComputeDevice.parse(device.name()));
    terminal.out().println("precision " + choice);
    return TrainConfig.of(net, isOwn() ? own().toString() : data)
        .seed(seed)
        .epochs(epochs)
        .batchSize(batchSize)
        .optimiser(optimiser)
        .learningRate(learningRate)
        .schedule(wanted)
        .weightDecay(weightDecay)
        .augmentation(augmentation)
        .validation(validation)
        .evaluateEvery(evaluateEvery)
        .precision(choice.precision().toString())
        .device(device.name())
        .threads(threads)
        .preprocessing(preprocessing)
        .classWeights(classWeights)
        .build();
  }
}
