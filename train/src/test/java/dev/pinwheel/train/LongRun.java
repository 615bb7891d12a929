package dev.pinwheel.train;

import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Predictions, then a run of tiny steps, in a process that says how much memory is in use. */
final class LongRun {
  /** A process says its memory when it has settled, and at the end. */
  static final int FIRST_STEP = 500;

  static final int FIRST_PREDICTION = 100;
  static final int PREDICTIONS = 1000;

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
    run.predict();
    run.train(folder);
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

  private static void say(String what, int number) {
    // What is free goes back first: it is no leak, and a leak would hide in it.
    NativeLibrary.getProcess()
        .getFunction("malloc_trim")
        .invokeInt(new Object[] {new NativeLong(0)});
    System.out.println(what + " " + number + " " + NativeMemory.resident().orElseThrow());
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
