package dev.pinwheel.train.reproduce;

import dev.pinwheel.data.TrainTest;
import dev.pinwheel.train.RunFolder;
import dev.pinwheel.train.RunResult;
import dev.pinwheel.train.SeedSweep;
import dev.pinwheel.train.TrainConfig;
import dev.pinwheel.train.TrainListener;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One line of a published table: how a net is trained, and what was published of it, in percent.
 *
 * @param folder the name of the folder of its runs
 * @param config the recipe, with the first seed
 * @param published its mean, NaN if there is none
 * @param seeds how many trainings; at first as many as the published line has
 */
record Experiment(String folder, TrainConfig config, double published, int seeds) {
  /** With one seed. */
  Experiment(String folder, TrainConfig config, double published) {
    this(folder, config, published, 1);
  }

  /** The runs of all seeds. */
  record Outcome(RunFolder folder, SeedSweep sweep) {
    /** Test errors in percent, one per seed. */
    List<Double> errors() {
      return sweep.results().stream().map(r -> 100 * r.testError()).toList();
    }

    /** The numbers that training moves. */
    long parameters() {
      return folder(sweep.results().get(0)).record().orElseThrow().parameters();
    }

    /** The folder of a seed's run. */
    RunFolder folder(RunResult result) {
      return SeedSweep.folder(folder, result.seed());
    }

    /** The time that a training took, in minutes, the mean over seeds. */
    double minutes() {
      return sweep.results().stream()
          .mapToDouble(r -> r.trainingSeconds() / 60)
          .average()
          .orElseThrow();
    }

    /** The revisions of the sources that trained. */
    List<String> commits() {
      return sweep.results().stream()
          .map(r -> folder(r).record().orElseThrow().provenance().commit())
          .toList();
    }
  }

  /** The same for a fraction of the epochs. */
  Experiment scaled(int divisor) {
    requireDivisor(divisor);
    int epochs = Math.max(1, config.epochs() / divisor);
    return new Experiment(folder, config.with().epochs(epochs).build(), published, seeds);
  }

  /** The same with another number of trainings. */
  Experiment seeded(int count) {
    return new Experiment(folder, config, published, count);
  }

  static void requireDivisor(int divisor) {
    if (divisor < 1) {
      throw new IllegalArgumentException("epochs can be divided by 1 or more, not " + divisor);
    }
  }

  /** Trains; finished runs are read, a stopped one goes on. */
  Outcome run(TrainTest data, RunFolder parent, TrainListener listener) {
    RunFolder own = new RunFolder(parent.path().resolve(folder));
    return new Outcome(own, SeedSweep.run(config, seeds, data, own, listener));
  }

  /** The command that a table is reproduced by. */
  static String command(String table, int seeds, int divisor) {
    return "./pinwheel reproduce "
        + table
        + (seeds == 0 ? "" : " --seeds " + seeds)
        + (divisor == 1 ? "" : " --divide-epochs " + divisor);
  }

  /** A sentence with all errors of a table's lines, as they are printed. */
  static <L> String seedBySeed(
      List<L> lines, Function<L, String> net, Function<L, List<Double>> errors) {
    return lines.stream()
        .map(
            line ->
                errors.apply(line).stream()
                    .map(error -> percent(error, Double.NaN))
                    .collect(Collectors.joining(", ", net.apply(line) + " ", "")))
        .collect(Collectors.joining("; ", "Seed by seed: ", "."));
  }

  /** A mean and a deviation, which is NaN for one seed, as they are printed. */
  static String percent(double mean, double deviation) {
    return Double.isNaN(deviation)
        ? String.format(Locale.ROOT, "%.2f", mean)
        : String.format(Locale.ROOT, "%.2f ± %.2f", mean, deviation);
  }
}
