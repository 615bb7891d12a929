package dev.pinwheel.train.reproduce;

import dev.pinwheel.data.TrainTest;
import dev.pinwheel.data.io.AtomicFile;
import dev.pinwheel.models.ModelOptions;
import dev.pinwheel.models.Nets;
import dev.pinwheel.train.Provenance;
import dev.pinwheel.train.RunFolder;
import dev.pinwheel.train.RunRecord;
import dev.pinwheel.train.TrainConfig;
import dev.pinwheel.train.TrainListener;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The talk's second table: five nets on CIFAR-10, each as published and exactly equivariant, with
 * and without augmentation (CIFAR-10+).
 *
 * <p>The recipe: stochastic gradient descent with momentum 0.9, batches of 128, L2 of 0.001, rate
 * 0.05; All-CNN 350 epochs with the rate divided by 10 after 200, 250 and 300, the residual nets
 * the same number with 50, 100, 150 and 300. Images are whitened, for the exact variants by a
 * whitening that commutes with the net's group; CIFAR-10+ flips them and shifts them by up to four
 * pixels.
 *
 * <p>Unlike the authors' code, batch norm's statistics are measured before an evaluation, never
 * taken from the test batch, and L2 acts on weights alone. All-CNN's initial rate is that of
 * Springenberg et al.
 */
public final class Table2 {
  /** What CIFAR-10+ does to training images. */
  public static final String AUGMENTATION = "flip(horizontal)+shift(4)";

  private static final String ALL_CNN_STEPS = "step(200,250,300;0.1)";
  private static final String RESNET_STEPS = "step(50,100,150,300;0.1)";
  private static final int EPOCHS = 350;
  private static final int EVALUATE_EVERY = 25;

  private static final List<Talk> TALK =
      List.of(
          new Talk("allcnn-z2", ALL_CNN_STEPS, "", 9.44, 8.86),
          new Talk("allcnn-p4", ALL_CNN_STEPS, "p4", 8.84, 7.67),
          new Talk("allcnn-p4m", ALL_CNN_STEPS, "p4m", 7.59, 7.04),
          new Talk("resnet44-z2", RESNET_STEPS, "", 9.45, 5.61),
          new Talk("resnet44-p4m", RESNET_STEPS, "p4m", 6.46, 4.94));

  private Table2() {}

  /** What the talk says of a net, in percent. */
  private record Talk(String net, String schedule, String group, double plain, double plus) {
    Experiment experiment(String variant, boolean augmented) {
      boolean symmetric = variant.equals("exact") && !group.isEmpty();
      String name = net + "-" + variant;
      return new Experiment(
          name + (augmented ? "-plus" : ""),
          TrainConfig.of(name, "cifar10")
              .epochs(EPOCHS)
              .optimiser("sgd")
              .learningRate(0.05)
              .schedule(schedule)
              .weightDecay(0.001)
              .augmentation(augmented ? AUGMENTATION : "none")
              .preprocessing(symmetric ? "whiten(" + group + ")" : "whiten")
              .evaluateEvery(EVALUATE_EVERY)
              .build(),
          augmented ? plus : plain);
    }
  }

  /**
   * A line of the table, in percent.
   *
   * @param net the net's name
   * @param augmentation of the training images
   * @param parameters numbers that training moves
   * @param epochs passes over the training images
   * @param talkError the talk's error of the net as published
   * @param errors ours, one per seed
   * @param meanError their mean
   * @param errorDeviation their sample deviation, NaN for a single seed
   * @param trainingMinutes wall-clock time of one training, the mean over seeds
   * @param commits revisions of the sources that trained, one per seed
   */
  public record Line(
      String net,
      String augmentation,
      long parameters,
      int epochs,
      double talkError,
      List<Double> errors,
      double meanError,
      double errorDeviation,
      double trainingMinutes,
      List<String> commits) {
    /**
     * Our error as it is printed.
     *
     * @return for example {@code 7.59}, with {@code ± } and the deviation where there are more
     *     seeds
     */
    public String errorText() {
      return Experiment.percent(meanError, errorDeviation);
    }
  }

  /**
   * The table with its provenance; {@code table2.json} holds it.
   *
   * @param command what computed it
   * @param data the images
   * @param provenance software and machine
   * @param lines one per net and data set
   */
  public record Result(
      String command, RunRecord.DataRecord data, Provenance provenance, List<Line> lines) {}

  /**
   * The trainings that make up the table.
   *
   * @return their configurations, in the table's order, for seed 0
   */
  public static List<TrainConfig> configurations() {
    return experiments().stream().map(Experiment::config).toList();
  }

  private static List<Experiment> experiments() {
    List<Experiment> all = new ArrayList<>();
    for (boolean augmented : new boolean[] {false, true}) {
      for (Talk talk : TALK) {
        all.add(talk.experiment("paper", augmented));
        all.add(talk.experiment("exact", augmented));
      }
    }
    return all;
  }

  /**
   * Runs nets; may be stopped at any moment and called again to go on.
   *
   * @param data CIFAR-10
   * @param nets the names of those to run, all where it is empty
   * @param seeds seeds per net, from 0
   * @param scale divides the epochs, for a rehearsal; 1 for the recipe
   * @param folder holds a folder per net, and in the end {@code table2.json} and {@code table2.md}
   * @param listener told of every run's progress
   * @return the table
   * @throws IllegalArgumentException if a name is none of the table's nets, or the scale is less
   *     than 1
   */
  public static Result run(
      TrainTest data,
      List<String> nets,
      int seeds,
      int scale,
      RunFolder folder,
      TrainListener listener) {
    List<String> known = configurations().stream().map(TrainConfig::net).distinct().toList();
    for (String net : nets) {
      if (!known.contains(net)) {
        throw new IllegalArgumentException(
            "'" + net + "' is no net of the table: take from " + String.join(", ", known));
      }
    }
    List<Line> lines = new ArrayList<>();
    for (Experiment each : experiments()) {
      if (nets.isEmpty() || nets.contains(each.config().net())) {
        Experiment experiment = each.scaled(scale);
        lines.add(line(experiment, experiment.run(data, seeds, folder, listener)));
      }
    }
    String command =
        Experiment.command("table2", seeds, scale)
            + (nets.isEmpty() ? "" : " --nets " + String.join(",", nets));
    Result result = new Result(command, RunRecord.DataRecord.of(data), Provenance.now(), lines);
    publish(result, folder.path());
    return result;
  }

  /**
   * Writes the table as JSON and as Markdown.
   *
   * @param result the table
   * @param folder where {@code table2.json} and {@code table2.md} are written
   */
  public static void publish(Result result, Path folder) {
    new RunFolder(folder).writeJson("table2.json", result);
    AtomicFile.write(folder.resolve("table2.md"), page(result).getBytes(StandardCharsets.UTF_8));
  }

  private static Line line(Experiment experiment, Experiment.Outcome outcome) {
    TrainConfig config = experiment.config();
    return new Line(
        config.net(),
        config.augmentation(),
        Nets.get(config.net()).build(ModelOptions.CIFAR10).parameterCount(),
        config.epochs(),
        experiment.talkError(),
        outcome.errors(),
        100 * outcome.sweep().meanError(),
        100 * outcome.sweep().errorDeviation(),
        outcome.minutes(),
        outcome.commits());
  }

  private static String page(Result result) {
    StringBuilder page = new StringBuilder();
    page.append("# CIFAR-10: the talk's second table, run anew\n\n");
    page.append("Test error in percent, last epoch, mean ± sample deviation over seeds. ");
    page.append("The talk's figures are those of the nets as published.\n\n");
    page.append("| net | augmentation | parameters | epochs | talk | Pinwheel | seeds ");
    page.append("| minutes per run |\n|---|---|---:|---:|---:|---:|---:|---:|\n");
    for (Line line : result.lines()) {
      page.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %,d | %d | %.2f | %s | %d | %.1f |\n",
              line.net(),
              line.augmentation(),
              line.parameters(),
              line.epochs(),
              line.talkError(),
              line.errorText(),
              line.errors().size(),
              line.trainingMinutes()));
    }
    page.append('\n');
    ProvenanceTable.append(
        page,
        result.command(),
        result.data(),
        "none, or for CIFAR-10+ `" + AUGMENTATION + "`",
        result.provenance(),
        result.lines().stream().flatMap(line -> line.commits().stream()).toList());
    return page.toString();
  }
}
