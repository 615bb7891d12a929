package dev.pinwheel.examples;

import dev.pinwheel.data.DataLocations;
import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.Progress;
import dev.pinwheel.data.sets.DataSets;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.UNet;
import java.io.IOException;
import java.util.Locale;
import java.util.Random;

/**
 * Finds the strokes of handwritten digits under heavy noise: a small U-Net whose mask turns and
 * mirrors with the image.
 *
 * <p>A pixel belongs to a stroke if it is brighter than one half before the noise is added.
 */
public final class DigitMasks {
  private static final int BATCH = 16;
  private static final float STROKE = 0.5f;

  /** The noise's deviation; the strokes' brightness is 1. */
  private static final double NOISE = 0.7;

  private DigitMasks() {}

  /**
   * The net: two levels, and for each pixel a score for background and one for stroke.
   *
   * @param side the images' size, even
   * @return the structure
   */
  static Net build(int side) {
    return Net.images(PointGroup.parse("D4"), 1, side, side)
        .block(UNet.of(4, 6).down(b -> b.maxBlurPool(2)).norm(b -> b.groupNorm(2)))
        .pixelHead(2)
        .build();
  }

  /** Copies images under noise, and says which pixels are stroke. */
  private static long[] draw(LabelledImages images, int first, float[] pixels, Random random) {
    long[] labels = new long[pixels.length];
    int each = images.shape().height() * images.shape().width();
    for (int i = 0; i < pixels.length / each; i++) {
      images.copyImage((first + i) % images.count(), pixels, i * each);
    }
    for (int i = 0; i < pixels.length; i++) {
      labels[i] = pixels[i] > STROKE ? 1 : 0;
      pixels[i] += (float) (NOISE * random.nextGaussian());
    }
    return labels;
  }

  /**
   * Trains on some images, and tells on others how well strokes are found, whichever way the images
   * are turned, and the error of the symmetry.
   *
   * @param train grey, square images
   * @param test others of the same size
   * @param steps steps of 16 images
   */
  static void run(LabelledImages train, LabelledImages test, int steps) {
    int side = train.shape().height();
    Net net = build(side);
    System.out.println(net.summary());
    try (Model model = Model.initialise(net, 0)) {
      Random random = new Random(1);
      for (int i = 0; i < steps; i++) {
        float[] pixels = new float[BATCH * side * side];
        long[] labels = draw(train, i * BATCH, pixels, random);
        double loss = Segmentation.step(model, pixels, labels, i);
        if (i % 50 == 0 || i == steps - 1) {
          System.out.printf(Locale.ROOT, "step %d: loss %.3f%n", i, loss);
        }
      }
      int held = Math.min(200, test.count());
      float[] pixels = new float[held * side * side];
      long[] labels = draw(test, 0, pixels, new Random(2));
      for (int g = 0; g < net.group().order(); g++) {
        System.out.printf(
            Locale.ROOT,
            "%d held-out digits under %s: overlap %.4f%n",
            held,
            net.group().elementName(g),
            Segmentation.overlap(model, pixels, labels, g));
      }
      Segmentation.printVerdict(model);
    }
  }

  /**
   * Fetches rotated MNIST if need be, trains and tells.
   *
   * @param arguments the number of training steps; 300 if left out
   * @throws IOException if the data can't be had
   */
  public static void main(String[] arguments) throws IOException {
    int steps = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 300;
    var digits = DataSets.load("rotated-mnist", DataLocations.defaults(), Progress.none());
    run(digits.train(), digits.test(), steps);
  }
}
