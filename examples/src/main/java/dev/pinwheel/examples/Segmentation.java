package dev.pinwheel.examples;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.UNet;
import dev.pinwheel.nn.check.EquivarianceCheck;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Pass;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Finds bars under noise, pixel by pixel, with a U-Net for all eight symmetries of the square.
 *
 * <p>All bars of the training images stand upright, under noise of half their brightness. The net
 * finds lying ones just as well: a turned image gets the turned mask.
 */
public final class Segmentation {
  private static final int SIDE = 16;
  private static final int PIXELS = SIDE * SIDE;
  private static final double RATE = 0.3;

  private Segmentation() {}

  /**
   * The net: two levels, and for each pixel a score for background and one for bar.
   *
   * @return the structure
   */
  static Net build() {
    return Net.images(PointGroup.parse("D4"), 1, SIDE, SIDE)
        .block(UNet.of(4, 6).down(b -> b.maxBlurPool(2)).norm(b -> b.groupNorm(2)))
        .pixelHead(2)
        .build();
  }

  /** Fills images with noise and a bar each, and says which pixels are bar. */
  private static long[] draw(Random random, float[] pixels) {
    long[] labels = new long[pixels.length];
    for (int image = 0; image < pixels.length / PIXELS; image++) {
      int left = 2 + random.nextInt(11);
      int top = 1 + random.nextInt(5);
      for (int i = 0; i < PIXELS; i++) {
        int row = i / SIDE - top;
        int column = i % SIDE - left;
        boolean bar = row >= 0 && row < 10 && column >= 0 && column < 2;
        labels[image * PIXELS + i] = bar ? 1 : 0;
        pixels[image * PIXELS + i] = (float) ((bar ? 1 : 0) + 0.5 * random.nextGaussian());
      }
    }
    return labels;
  }

  /**
   * A step down the gradient of cross entropy, pixel by pixel.
   *
   * @param pixels a batch of images
   * @param labels a class per pixel
   * @param number the step's number, from 0
   * @return the loss before
   */
  static double step(Model model, float[] pixels, long[] labels, long number) {
    try (PointerScope scope = new PointerScope()) {
      FeatureMap y =
          model.net().apply(model.images(pixels), Pass.training(model.weights(), number));
      Tensor loss = torch.cross_entropy_loss(model.scores(y), Tensors.of(labels, labels.length));
      loss.backward();
      try (NoGradGuard guard = new NoGradGuard()) {
        for (Parameter p : model.weights().parameters()) {
          Tensor w = model.weights().get(p);
          w.sub_(w.grad().mul(Tensors.scalar(RATE)));
          w.mutable_grad().zero_();
        }
      }
      model.weights().changed();
      return loss.item_double();
    }
  }

  /**
   * Intersection over union of found and true masks, with the images turned by g.
   *
   * @param pixels images, not turned
   * @param labels 1 where the mask is, 0 elsewhere
   * @param g an element of the net's group
   * @return 1 for masks that agree in every pixel
   */
  static double overlap(Model model, float[] pixels, long[] labels, int g) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      FeatureMap x = model.images(pixels).transform(g);
      FeatureMap y = model.net().apply(x, Pass.inference(model.weights()));
      int back = model.net().group().inverse(g);
      float[] scores = Tensors.toFloats(model.scores(y.transform(back)));
      int both = 0;
      int either = 0;
      for (int i = 0; i < labels.length; i++) {
        boolean found = scores[2 * i + 1] > scores[2 * i];
        both += found && labels[i] == 1 ? 1 : 0;
        either += found || labels[i] == 1 ? 1 : 0;
      }
      return (double) both / either;
    }
  }

  /**
   * Trains, and tells how well upright and lying bars are found, and the error of the symmetry.
   *
   * @param arguments the number of training steps; 60 if left out
   */
  public static void main(String[] arguments) {
    int steps = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 60;
    try (Model model = Model.initialise(build(), 0)) {
      System.out.println(model.net().summary());
      Random random = new Random(1);
      for (int i = 0; i < steps; i++) {
        float[] pixels = new float[16 * PIXELS];
        long[] labels = draw(random, pixels);
        double loss = step(model, pixels, labels, i);
        if (i % 20 == 0 || i == steps - 1) {
          System.out.printf("step %d: loss %.3f%n", i, loss);
        }
      }
      float[] pixels = new float[64 * PIXELS];
      long[] labels = draw(new Random(9), pixels);
      System.out.printf("upright bars: overlap %.2f%n", overlap(model, pixels, labels, 0));
      System.out.printf("lying bars: overlap %.2f%n", overlap(model, pixels, labels, 1));
      printVerdict(model);
    }
  }

  /** Tells whether the output turns with its input: Φ(L_g f) against L_g Φ(f), for every g. */
  static void printVerdict(Model model) {
    var report = EquivarianceCheck.of(model).random(2, 1).run();
    System.out.printf(
        "the mask turns with the image, under all %d elements of %s: error of values %.1e, of"
            + " derivatives %.1e: %s%n",
        report.group().order(),
        report.group(),
        report.net().worstValue(),
        report.net().worstGradient(),
        report.passed() ? "EQUIVARIANT" : "NOT EQUIVARIANT");
  }
}
