package dev.pinwheel.examples;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.ScaleAxis;
import dev.pinwheel.group.kernel.HermiteKernels;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.layer.Reduction;
import dev.pinwheel.nn.module.Pass;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;

/**
 * A net on space and scales: what a blob gives at one scale, a blob of twice its size gives two
 * scales of √2 higher.
 */
public final class ScaleSpace {
  private static final int N = 65;
  private static final ScaleAxis AXIS = new ScaleAxis(Math.sqrt(2), 5);
  private static final HermiteKernels KERNELS = HermiteKernels.of(1, 2);

  private ScaleSpace() {}

  /**
   * A lifting to five scales and a correlation over two of them at a time.
   *
   * @return a net whose output has an axis for scales
   */
  static Net build() {
    return Net.images(PointGroup.parse("C4"), 1, N, N)
        .scaleLifting(2, AXIS, KERNELS)
        .relu()
        .scaleCorrelation(1, AXIS, 2, KERNELS)
        .projection(Reduction.MAX)
        .build();
  }

  private static float[] blob(double width) {
    float[] image = new float[N * N];
    for (int i = 0; i < image.length; i++) {
      int row = i / N - N / 2;
      int column = i % N - N / 2;
      image[i] = (float) Math.exp(-(row * row + column * column) / (2 * width * width));
    }
    return image;
  }

  /**
   * The output in the middle of the image, scale by scale.
   *
   * @param model a model of the net
   * @param width the blob's width in pixels
   * @return a number per scale
   */
  static double[] middle(Model model, double width) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      float[] all =
          dev.pinwheel.nn.engine.Tensors.toFloats(
              model
                  .net()
                  .apply(model.images(blob(width)), Pass.inference(model.weights()))
                  .values());
      double[] middle = new double[AXIS.scales()];
      for (int j = 0; j < middle.length; j++) {
        middle[j] = all[(j * N + N / 2) * N + N / 2];
      }
      return middle;
    }
  }

  /**
   * Prints the output at each scale for a blob and for one of twice its size.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    try (Model model = Model.initialise(build(), 0)) {
      System.out.println(model.net().summary());
      double[] small = middle(model, 3);
      double[] large = middle(model, 6);
      for (int j = 0; j + 2 < small.length; j++) {
        System.out.printf(
            "scale %d %.5f, of twice the size at scale %d %.5f%s%n",
            j, small[j], j + 2, large[j + 2], j + 2 == small.length - 1 ? " (truncated)" : "");
      }
    }
  }
}
