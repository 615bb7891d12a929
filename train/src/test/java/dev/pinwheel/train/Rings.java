package dev.pinwheel.train;

import dev.pinwheel.data.ImageShape;
import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.TrainTest;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Circles of ten radii in noise, which look the same from every side, and recipes to learn them.
 */
public final class Rings {
  private static final int SIZE = 28;

  private Rings() {}

  /** What a test changes of a short training. */
  public static final class Recipe {
    String net = "p4cnn";
    String data = "rings";
    long seed = 1;
    int epochs = 2;
    int batchSize = 16;
    String optimiser = "adam";
    double learningRate = 5e-3;
    String schedule = "constant";
    double weightDecay;
    String augmentation = "none";
    int validation;
    int evaluateEvery;
    String precision = "float32";
    String device = "cpu";
  }

  /** Returns a short training's configuration with some changes. */
  public static TrainConfig config(Consumer<Recipe> changes) {
    Recipe r = new Recipe();
    changes.accept(r);
    return new TrainConfig(
        r.net,
        r.data,
        r.seed,
        r.epochs,
        r.batchSize,
        r.optimiser,
        r.learningRate,
        r.schedule,
        r.weightDecay,
        r.augmentation,
        r.validation,
        r.evaluateEvery,
        r.precision,
        r.device,
        1,
        "standardise",
        "none");
  }

  /** Returns training and test images. */
  public static TrainTest data(int train, int test) {
    return new TrainTest(
        "rings", "drawn by a test", images("train", train, 1), images("test", test, 2));
  }

  /** Returns images of all classes in turn. */
  public static LabelledImages images(String name, int count, long seed) {
    Random random = new Random(seed);
    LabelledImages.Builder images = LabelledImages.builder(name, new ImageShape(1, SIZE, SIZE), 10);
    for (int i = 0; i < count; i++) {
      images.add(ring(2 + i % 10, random), 0, i % 10);
    }
    return images.build();
  }

  private static float[] ring(double radius, Random random) {
    double middleRow = 12.5 + random.nextInt(3);
    double middleColumn = 12.5 + random.nextInt(3);
    float[] pixels = new float[SIZE * SIZE];
    for (int i = 0; i < pixels.length; i++) {
      int row = i / SIZE;
      double distance = Math.hypot(row - middleRow, i % SIZE - middleColumn);
      double ink = Math.exp(-Math.pow(distance - radius, 2)) + 0.1 * random.nextDouble();
      pixels[i] = (float) Math.min(1, ink);
    }
    return pixels;
  }
}
