package dev.pinwheel.train;

import dev.pinwheel.data.TrainTest;
import dev.pinwheel.models.NamedNet;
import dev.pinwheel.models.Nets;
import java.util.ArrayList;
import java.util.List;

/**
 * The same configuration over several seeds.
 *
 * @param results one per seed, in order
 */
public record SeedSweep(List<RunResult> results) {
  /**
   * Copies the list.
   *
   * @param results one per seed, in order
   */
  public SeedSweep {
    results = List.copyOf(results);
  }

  /**
   * Runs seeds one after the other, from the configuration's seed upwards, each in a folder of its
   * own; finished ones are not run again, a stopped one goes on.
   *
   * @param config the first seed's configuration
   * @param seeds how many
   * @param data the images
   * @param folder holds {@code seed-0}, {@code seed-1}, …
   * @param listener told of every run's progress
   * @return all results
   * @throws IllegalArgumentException if there is no seed
   * @throws TrainingException if the folder holds other runs, or a run cannot go on
   */
  public static SeedSweep run(
      TrainConfig config, int seeds, TrainTest data, RunFolder folder, TrainListener listener) {
    return run(config, Nets.get(config.net()), seeds, data, folder, listener);
  }

  /**
   * Runs seeds of any net; as {@link #run(TrainConfig, int, TrainTest, RunFolder, TrainListener)}.
   *
   * @param config the first seed's configuration
   * @param net the net that it names
   * @param seeds how many
   * @param data the images
   * @param folder holds {@code seed-0}, {@code seed-1}, …
   * @param listener told of every run's progress
   * @return all results
   * @throws IllegalArgumentException if there is no seed
   * @throws TrainingException if the folder holds other runs, or a run cannot go on
   */
  public static SeedSweep run(
      TrainConfig config,
      NamedNet net,
      int seeds,
      TrainTest data,
      RunFolder folder,
      TrainListener listener) {
    if (seeds < 1) {
      throw new IllegalArgumentException("seeds must be at least 1, not " + seeds);
    }
    SweepRecord wanted = new SweepRecord(config, seeds, data.recipe().orElse(null));
    folder
        .sweep()
        .filter(found -> !found.config().equals(config))
        .ifPresent(
            found -> {
              throw new TrainingException(
                  folder.path() + " holds other runs: use a new folder, or --resume that one");
            });
    folder.writeNet(net);
    folder.writeJson(RunFolder.SWEEP, wanted);
    List<RunResult> results = new ArrayList<>();
    for (int i = 0; i < seeds; i++) {
      long seed = config.seed() + i;
      Trainer trainer = new Trainer(config.with().seed(seed).build(), data, net);
      results.add(trainer.run(folder(folder, seed), listener));
    }
    return new SeedSweep(results);
  }

  /**
   * The folder of one seed's run.
   *
   * @param folder the sweep's
   * @param seed the seed
   * @return for example {@code seed-0} below it
   */
  public static RunFolder folder(RunFolder folder, long seed) {
    return new RunFolder(folder.path().resolve("seed-" + seed));
  }

  /**
   * The mean test error.
   *
   * @return a fraction
   */
  public double meanError() {
    return results.stream().mapToDouble(RunResult::testError).average().orElseThrow();
  }

  /**
   * The sample standard deviation of the test error, with n − 1.
   *
   * @return a fraction; NaN for a single seed
   */
  public double errorDeviation() {
    if (results.size() < 2) {
      return Double.NaN;
    }
    double mean = meanError();
    double squares = results.stream().mapToDouble(r -> Math.pow(r.testError() - mean, 2)).sum();
    return Math.sqrt(squares / (results.size() - 1));
  }
}
