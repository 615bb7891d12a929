package dev.pinwheel.train;

import dev.pinwheel.data.ImageShape;
import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.Progress;
import dev.pinwheel.data.TrainTest;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.models.ModelOptions;
import dev.pinwheel.models.NamedNet;
import dev.pinwheel.models.Normalisation;
import dev.pinwheel.models.SavedModel;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.engine.NativeMemory;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** A run of tiny steps, then predictions, in a process that says how much memory it holds. */
final class LongRun {
  /** A process says its memory when it has settled, and at the end. */
  static final int FIRST_STEP = 1000;

  static final int FIRST_PREDICTION = 100;
  static final int PREDICTIONS = 1000;

  /** Java gives back what its compilers needed after five seconds, all at once. */
  private static final long SETTLED_MILLIS = 8000;

  private static final int SIZE = 8;
  private static final int CLASSES = 3;
  private static final int BATCH = 4;
  private static final int BATCHES = 100;

  private static final NamedNet NET =
      new NamedNet("tiny", "two fields", "a test", options -> net(options));

  private final List<Tensor> leaked = new ArrayList<>();
  private final int steps;
  private final long leak;
  private int step;

  private LongRun(int steps, long leak) {
    this.steps = steps;
    this.leak = leak;
  }

  /** Takes a folder, steps, and how many numbers shall leak in every step and prediction. */
  public static void main(String[] arguments) {
    RunFolder folder = new RunFolder(Path.of(arguments[0]));
    LongRun run = new LongRun(Integer.parseInt(arguments[1]), Long.parseLong(arguments[2]));
    run.train(folder);
    run.predict();
  }

  private static Net net(ModelOptions options) {
    return Net.images(PointGroup.parse("p4"), options.channels(), options.height(), options.width())
        .lifting(2, 3)
        .batchNorm()
        .relu()
        .dropout(0.1)
        .groupCorrelation(2, 3)
        .batchNorm()
        .relu()
        .invariantHead(options.classes())
        .build();
  }

  private static LabelledImages images(String name, int count) {
    Random random = new Random(1);
    LabelledImages.Builder images =
        LabelledImages.builder(name, new ImageShape(1, SIZE, SIZE), CLASSES);
    for (int i = 0; i < count; i++) {
      images.add(pixels(random), 0, i % CLASSES);
    }
    return images.build();
  }

  private static float[] pixels(Random random) {
    float[] pixels = new float[SIZE * SIZE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextFloat();
    }
    return pixels;
  }

  private void train(RunFolder folder) {
    TrainTest data =
        new TrainTest("noise", "drawn here", images("train", BATCHES * BATCH), images("test", 12));
    TrainConfig config =
        TrainConfig.of(NET.name(), data.name())
            .epochs(steps / BATCHES)
            .batchSize(BATCH)
            .threads(1)
            .build();
    new Trainer(config, data, NET).run(folder, new Counting());
  }

  private void predict() {
    float[] pixels = pixels(new Random(2));
    ModelOptions options = new ModelOptions(1, SIZE, SIZE, CLASSES);
    try (SavedModel saved = SavedModel.initialise(NET, options, Normalisation.NONE, 0)) {
      for (int i = 1; i <= PREDICTIONS; i++) {
        saved.model().scores(pixels);
        leak();
        if (i == FIRST_PREDICTION || i == PREDICTIONS) {
          say("prediction", i);
        }
      }
    }
  }

  private void leak() {
    if (leak > 0) {
      leaked.add(torch.zeros(leak));
    }
  }

  private static void settle() {
    long left = SETTLED_MILLIS - ManagementFactory.getRuntimeMXBean().getUptime();
    try {
      Thread.sleep(Math.max(0, left));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the C library has given out; unlike resident memory it does not depend on others. */
  private static void say(String what, int number) {
    System.out.println(what + " " + number + " " + NativeMemory.inUse().orElseThrow());
  }

  private final class Counting implements TrainListener {
    @Override
    public Progress progress() {
      return (name, unit, total) ->
          new Progress.Task() {
            @Override
            public void advance(long amount) {
              if (name.startsWith("epoch")) {
                leak();
                step++;
                if (step == FIRST_STEP) {
                  settle();
                }
                if (step == FIRST_STEP || step == steps) {
                  say("step", step);
                }
              }
            }

            @Override
            public void close() {}
          };
    }
  }
}
