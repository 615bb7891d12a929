package dev.pinwheel.train.compare;

import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.TrainTest;
import dev.pinwheel.models.NamedNet;
import dev.pinwheel.nn.module.Seeds;
import dev.pinwheel.train.Provenance;
import dev.pinwheel.train.RunFolder;
import dev.pinwheel.train.RunRecord.DataRecord;
import dev.pinwheel.train.RunResult;
import dev.pinwheel.train.SeedSweep;
import dev.pinwheel.train.TrainConfig;
import dev.pinwheel.train.TrainListener;
import dev.pinwheel.train.Trainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a comparison found; {@code compare.json} holds it.
 *
 * @param plan what was compared
 * @param data the images
 * @param provenance software and machine
 * @param lines one per fraction and contender
 * @param conclusion in plain words, a sentence each
 */
public record Comparison(
    Plan plan, DataRecord data, Provenance provenance, List<Line> lines, List<String> conclusion) {
  private static final long FRACTION = 4;

  /**
   * A contender on a fraction of the images, over all seeds.
   *
   * @param contender its name
   * @param fraction of the training images
   * @param images how many those are
   * @param epochs passes over them
   * @param errors test errors as fractions, one per seed
   * @param meanError their mean
   * @param deviation their sample deviation; NaN for a single seed
   * @param seconds of a training, the mean over seeds
   */
  public record Line(
      String contender,
      double fraction,
      int images,
      int epochs,
      List<Double> errors,
      double meanError,
      double deviation,
      double seconds) {}

  /** Is told of runs. */
  public interface Listener {
    /**
     * A run begins, or goes on.
     *
     * @param number from 1
     * @param total how many runs there are
     * @param words contender, fraction and seed
     * @return told of the run's progress
     */
    TrainListener begins(int number, int total, String words);
  }

  /**
   * Runs a plan; may be stopped at any moment and called again to go on.
   *
   * @param plan the plan
   * @param data the images
   * @param folder holds {@code plan.json}, a folder per run, and in the end {@code compare.json},
   *     {@code compare.md} and {@code compare.png}
   * @param listener told of runs
   * @return what was found
   * @throws dev.pinwheel.train.TrainingException if a run can't go on
   */
  public static Comparison run(Plan plan, TrainTest data, RunFolder folder, Listener listener) {
    folder.writeJson(Plan.FILE, plan);
    int total = plan.fractions().size() * plan.entries().size() * plan.seeds();
    int number = 0;
    List<Line> lines = new ArrayList<>();
    for (double fraction : plan.fractions()) {
      for (Plan.Entry entry : plan.entries()) {
        List<RunResult> results = new ArrayList<>();
        int images = 0;
        for (int s = 0; s < plan.seeds(); s++) {
          long seed = plan.config().seed() + s;
          String words =
              "%s, %s of the images, seed %d"
                  .formatted(entry.contender().name(), percent(fraction), seed);
          TrainListener run = listener.begins(++number, total, words);
          LabelledImages train = Fractions.of(data.train(), fraction, Seeds.mix(seed, FRACTION));
          images = train.count();
          results.add(one(plan, entry, fraction, seed, data, train, folder, run));
        }
        lines.add(line(plan, entry, fraction, images, results));
      }
    }
    Comparison found =
        new Comparison(
            plan,
            DataRecord.of(data),
            Provenance.now(),
            List.copyOf(lines),
            Verdict.of(plan, lines, data.test().count()));
    folder.writeJson("compare.json", found);
    ComparisonPage.write(found, folder.path());
    ComparisonPlot.write(found, folder.path().resolve("compare.png"));
    return found;
  }

  private static RunResult one(
      Plan plan,
      Plan.Entry entry,
      double fraction,
      long seed,
      TrainTest data,
      LabelledImages train,
      RunFolder folder,
      TrainListener listener) {
    Contender contender = entry.contender();
    NamedNet net = Plan.net(contender, data.train(), plan.parameters());
    TrainConfig config =
        plan.config()
            .with()
            .net(net.name())
            .seed(seed)
            .epochs(plan.epochs(entry, fraction))
            .augmentation(contender.augmentation())
            .build();
    TrainTest part =
        new TrainTest(
            data.name(),
            data.provenance() + "; " + percent(fraction) + " of the training images",
            train,
            data.test(),
            Optional.empty(),
            data.recipe());
    Path own = folder.path().resolve(contender.name()).resolve(percent(fraction) + "-seed-" + seed);
    return new Trainer(config, part, net).run(new RunFolder(own), listener);
  }

  private static Line line(
      Plan plan, Plan.Entry entry, double fraction, int images, List<RunResult> results) {
    SeedSweep sweep = new SeedSweep(results);
    return new Line(
        entry.contender().name(),
        fraction,
        images,
        plan.epochs(entry, fraction),
        results.stream().map(RunResult::testError).toList(),
        sweep.meanError(),
        sweep.errorDeviation(),
        results.stream().mapToDouble(RunResult::trainingSeconds).average().orElseThrow());
  }

  /** A fraction as it is printed, such as {@code 5%}. */
  static String percent(double fraction) {
    double percent = Math.round(fraction * 1e4) / 1e2;
    return (percent == Math.rint(percent) ? Long.toString((long) percent) : "" + percent) + "%";
  }
}
