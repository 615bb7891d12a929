package dev.pinwheel.cli;

import dev.pinwheel.data.DataLocations;
import dev.pinwheel.data.ImageShape;
import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.Progress;
import dev.pinwheel.data.TrainTest;
import dev.pinwheel.data.sets.DataSets;
import java.util.Random;

/** A few drawn images under the name of rotated MNIST, so that commands need no network. */
final class Samples implements ImageSource {
  static final int TRAIN = 40;
  static final int TEST = 20;

  @Override
  public TrainTest load(String name, DataLocations locations, Progress progress) {
    return name.equals("rotated-mnist")
        ? new TrainTest(name, "drawn by a test", images(TRAIN, 1), images(TEST, 2))
        : DataSets.load(name, locations, progress);
  }

  /** Bars of ten lengths in noise. */
  private static LabelledImages images(int count, long seed) {
    Random random = new Random(seed);
    LabelledImages.Builder images = LabelledImages.builder("bars", new ImageShape(1, 28, 28), 10);
    for (int i = 0; i < count; i++) {
      float[] pixels = new float[28 * 28];
      for (int k = 0; k < pixels.length; k++) {
        boolean bar = k / 28 > 11 && k / 28 < 16 && k % 28 < 3 + 2 * (i % 10);
        pixels[k] = (bar ? 0.8f : 0) + 0.2f * random.nextFloat();
      }
      images.add(pixels, 0, i % 10);
    }
    return images.build();
  }
}
