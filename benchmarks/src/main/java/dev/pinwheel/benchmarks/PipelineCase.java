package dev.pinwheel.benchmarks;

import dev.pinwheel.benchmarks.timing.Spread;
import dev.pinwheel.data.ImageShape;
import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.Progress;
import dev.pinwheel.data.TrainTest;
import dev.pinwheel.train.RunFolder;
import dev.pinwheel.train.TrainConfig;
import dev.pinwheel.train.TrainListener;
import dev.pinwheel.train.Trainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * What feeding a training costs: epochs of a real training whose images are turned by any angle,
 * beside epochs whose images are copied from memory as they are. A step is the time from one step's
 * end to the next's.
 */
record PipelineCase(String name, String net, int steps, int batch) implements BenchCase {
  private static final List<String> AUGMENTATIONS = List.of("none", "rotate(180)");
  private static final int MOST_ROUNDS = 5;
  private static final int TESTED = 10;
  private static final double NANOS_PER_MILLI = 1e6;

  @Override
  public long units(BenchOptions options) {
    return (long) options.threads().size() * AUGMENTATIONS.size() * rounds(options);
  }

  private static int rounds(BenchOptions options) {
    return Math.min(options.effort().rounds(), MOST_ROUNDS);
  }

  @Override
  public void run(BenchRun run) {
    TrainTest data = new TrainTest(name, "random numbers", images(steps * batch), images(TESTED));
    for (int threads : run.options().threads()) {
      run.at(this, threads);
      int rounds = rounds(run.options());
      double[][] millis = new double[AUGMENTATIONS.size()][rounds];
      for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < millis.length; i++) {
          millis[i][round] = millisPerStep(data, AUGMENTATIONS.get(i), threads);
          run.advance(1);
        }
      }
      run.add(new PipelineShare(name, threads, Spread.of(millis[0]), Spread.of(millis[1])));
    }
  }

  private double millisPerStep(TrainTest data, String augmentation, int threads) {
    TrainConfig config =
        TrainConfig.of(net, name)
            .epochs(1)
            .batchSize(batch)
            .augmentation(augmentation)
            .threads(threads)
            .build();
    StepClock clock = new StepClock();
    Path folder = temporaryFolder();
    try {
      new Trainer(config, data).run(new RunFolder(folder), clock);
    } finally {
      remove(folder);
    }
    return clock.nanosPerStep() / NANOS_PER_MILLI;
  }

  private static LabelledImages images(int count) {
    Random random = new Random(0);
    ImageShape shape = new ImageShape(1, 28, 28);
    LabelledImages.Builder builder = LabelledImages.builder("random numbers", shape, 10);
    float[] pixels = new float[shape.size()];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < pixels.length; j++) {
        pixels[j] = random.nextFloat();
      }
      builder.add(pixels, 0, i % 10);
    }
    return builder.build();
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("pinwheel-bench-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Notes when the first and the last step of the epoch ended. */
  private static final class StepClock implements TrainListener, Progress {
    private long first;
    private long last;
    private int ended;

    @Override
    public Progress progress() {
      return this;
    }

    @Override
    public Task begin(String task, Unit unit, long total) {
      return task.startsWith("epoch ") ? new Epoch() : Progress.none().begin(task, unit, total);
    }

    double nanosPerStep() {
      if (ended < 2) {
        throw new IllegalStateException("an epoch of " + ended + " steps has no time between two");
      }
      return (double) (last - first) / (ended - 1);
    }

    private final class Epoch implements Task {
      @Override
      public void advance(long amount) {
        last = System.nanoTime();
        first = ended == 0 ? last : first;
        ended++;
      }

      @Override
      public void close() {}
    }
  }
}
