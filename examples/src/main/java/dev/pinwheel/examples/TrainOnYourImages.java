package dev.pinwheel.examples;

import dev.pinwheel.data.ImageShape;
import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.TrainTest;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.models.ModelOptions;
import dev.pinwheel.models.NamedNet;
import dev.pinwheel.models.SavedModel;
import dev.pinwheel.nn.Net;
import dev.pinwheel.train.RunFolder;
import dev.pinwheel.train.RunResult;
import dev.pinwheel.train.TrainConfig;
import dev.pinwheel.train.TrainListener;
import dev.pinwheel.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Random;

/** Trains a net of its own on images made here (crosses, bars, corners), and reads it back. */
public final class TrainOnYourImages {
  private static final int SIDE = 28;

  private static final NamedNet NET =
      new NamedNet("small", "two lifted layers and an invariant head", "here", o -> build(o));

  private TrainOnYourImages() {}

  private static Net build(ModelOptions options) {
    return Net.images(PointGroup.parse("p4"), options.channels(), options.height(), options.width())
        .lifting(8, 5)
        .batchNorm()
        .relu()
        .maxPool(4)
        .groupCorrelation(8, 3)
        .batchNorm()
        .relu()
        .invariantHead(options.classes())
        .build();
  }

  /** Draws images of three classes; put your own pixels, in [0, 1], in their place. */
  private static LabelledImages shapes(String name, int count, long seed) {
    Random random = new Random(seed);
    LabelledImages.Builder set = LabelledImages.builder(name, new ImageShape(1, SIDE, SIDE), 3);
    for (int n = 0; n < count; n++) {
      int label = n % 3;
      int row = 10 + random.nextInt(8);
      int column = 10 + random.nextInt(8);
      float[] pixels = new float[SIDE * SIDE];
      for (int k = label == 2 ? 0 : -6; k <= 6; k++) {
        pixels[(row + k) * SIDE + column] = 1;
        if (label != 1) {
          pixels[row * SIDE + column + k] = 1;
        }
      }
      set.add(pixels, 0, label);
    }
    return set.build();
  }

  /**
   * Trains for some epochs.
   *
   * @param arguments the number of epochs and of training images; 6 and 384 if left out
   * @throws IOException if no temporary folder can be made
   */
  public static void main(String[] arguments) throws IOException {
    int epochs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 6;
    int count = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 384;
    TrainTest data =
        new TrainTest("shapes", "drawn here", shapes("train", count, 1), shapes("test", 90, 2));
    TrainConfig config =
        TrainConfig.of(NET.name(), data.name())
            .epochs(epochs)
            .batchSize(32)
            .learningRate(4e-3)
            .schedule("cosine")
            .build();
    RunFolder folder = new RunFolder(Files.createTempDirectory("shapes"));
    RunResult result = new Trainer(config, data, NET).run(folder, new TrainListener() {});
    System.out.printf("test error %.1f %%, run in %s%n", 100 * result.testError(), folder.path());
    float[] first = new float[SIDE * SIDE];
    data.test().copyImage(0, first, 0);
    try (SavedModel saved = SavedModel.read(folder.weights(), NET)) {
      saved.preprocessing().apply(first, 0, first.length);
      System.out.println("scores " + Arrays.toString(saved.model().scores(first)[0]));
    }
  }
}
