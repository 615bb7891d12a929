package dev.pinwheel.examples;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.layer.Reduction;
import java.util.Arrays;

/** Builds P4CNN, the net of the rotated MNIST table, prints its layers, and scores an image. */
public final class P4Cnn {
  private P4Cnn() {}

  /**
   * The net: seven correlations, equivariant under quarter turns throughout and invariant at the
   * end.
   *
   * @return the structure, for grey images of 28×28 in ten classes
   */
  static Net build() {
    return Net.images(PointGroup.parse("p4"), 1, 28, 28)
        .lifting(10, 3)
        .batchNorm()
        .relu()
        .groupCorrelation(10, 3)
        .batchNorm()
        .relu()
        .maxPool(2)
        .repeat(4, block -> block.groupCorrelation(10, 3).batchNorm().relu())
        .groupCorrelation(10, 4)
        .projection(Reduction.MAX)
        .build();
  }

  /**
   * Prints the layers, and the scores of an image and of the same image upside down.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    Net net = build();
    System.out.println(net.summary());
    float[] image = new float[28 * 28];
    for (int i = 0; i < image.length; i++) {
      image[i] = i % 28 < 10 && i / 28 < 20 ? 1 : 0;
    }
    float[] turned = new float[image.length];
    for (int i = 0; i < image.length; i++) {
      turned[i] = image[image.length - 1 - i];
    }
    try (Model model = Model.initialise(net, 0)) {
      System.out.println("upright      " + Arrays.toString(model.scores(image)[0]));
      System.out.println("upside down  " + Arrays.toString(model.scores(turned)[0]));
    }
  }
}
