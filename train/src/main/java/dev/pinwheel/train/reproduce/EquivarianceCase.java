package dev.pinwheel.train.reproduce;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.kernel.KernelFamily;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.NetBuilder;
import dev.pinwheel.nn.layer.Bias;
import dev.pinwheel.nn.layer.FilterInitialisation;
import dev.pinwheel.nn.layer.GroupCorrelation;
import dev.pinwheel.nn.layer.LiftingCorrelation;
import dev.pinwheel.nn.layer.Reduction;
import dev.pinwheel.nn.module.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * A row of the table: images, a small net, and what others gave for it.
 *
 * @param deviation the least deviation of the images' blobs, in pixels
 * @param group the net's group
 * @param kernel taps along each axis
 * @param layers correlations, the lifting included
 * @param escnn45 escnn 1.0.13 at 45°
 * @param escnn22 escnn 1.0.13 at 22.5°; NaN where that is not in the group
 * @param bilinear45 free taps resampled bilinearly, in PyTorch, at 45°
 * @param bilinear22 likewise at 22.5°
 */
record EquivarianceCase(
    double deviation,
    String group,
    int kernel,
    int layers,
    double escnn45,
    double escnn22,
    double bilinear45,
    double bilinear22) {
  private static final double NOT_THERE = Double.NaN;
  private static final int SIZE = 65;
  private static final int FIELDS = 4;

  static final List<EquivarianceCase> ALL =
      List.of(
          new EquivarianceCase(1.5, "C8", 5, 1, 0.0245, NOT_THERE, 0.122, NOT_THERE),
          new EquivarianceCase(1.5, "C8", 5, 3, 0.0289, NOT_THERE, 0.204, NOT_THERE),
          new EquivarianceCase(1.5, "C8", 7, 3, 0.0332, NOT_THERE, 0.280, NOT_THERE),
          new EquivarianceCase(1.5, "C16", 5, 3, 0.0248, 0.0231, 0.251, 0.241),
          new EquivarianceCase(1.5, "C16", 7, 3, 0.0308, 0.0296, 0.148, 0.127),
          new EquivarianceCase(3, "C8", 5, 1, 0.0073, NOT_THERE, 0.0771, NOT_THERE),
          new EquivarianceCase(3, "C8", 5, 3, 0.0099, NOT_THERE, 0.177, NOT_THERE),
          new EquivarianceCase(3, "C8", 7, 3, 0.0155, NOT_THERE, 0.261, NOT_THERE),
          new EquivarianceCase(3, "C16", 5, 3, 0.0086, 0.0083, 0.226, 0.187),
          new EquivarianceCase(3, "C16", 7, 3, 0.0122, 0.0116, 0.120, 0.0974));

  /** Whether the turn by 22.5° is in the group. */
  boolean hasSixteenths() {
    return !Double.isNaN(escnn22);
  }

  /** The angles at which the net is measured. */
  List<Double> angles() {
    List<Double> angles = new ArrayList<>(List.of(90.0, 45.0));
    if (hasSixteenths()) {
      angles.add(22.5);
    }
    return angles;
  }

  /** Correlations of 4 fields without bias, each followed by ReLU, and the maximum over H. */
  Net net(KernelFamily family) {
    Window window = Window.of(kernel).padding(kernel / 2);
    FilterInitialisation start = FilterInitialisation.HE;
    NetBuilder net =
        Net.images(PointGroup.parse(group), 1, SIZE, SIZE)
            .then(t -> new LiftingCorrelation(t, FIELDS, window, Bias.NONE, start, family))
            .relu();
    for (int i = 1; i < layers; i++) {
      net.then(t -> new GroupCorrelation(t, FIELDS, window, Bias.NONE, start, family)).relu();
    }
    return net.projection(Reduction.MAX).build();
  }
}
