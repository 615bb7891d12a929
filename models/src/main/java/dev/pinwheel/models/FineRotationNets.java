package dev.pinwheel.models;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.kernel.HarmonicKernels;
import dev.pinwheel.group.kernel.KernelFamily;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.NetBuilder;
import dev.pinwheel.nn.layer.Reduction;
import dev.pinwheel.nn.layer.SpatialPool;
import dev.pinwheel.nn.module.Window;
import java.util.function.UnaryOperator;

/**
 * Nets over more rotations than the four of the pixel grid, of P4CNN's size: at most 25,000
 * parameters for ten classes.
 *
 * <p>Six correlations, batch norm and a rectifier after each, then the maximum over the group, the
 * mean over pixels and a linear map; 28 → 22 → 22 → 11 → 11 → 11 → 5 → 5 → 1. The first kernel has
 * no padding, so that the border of the image, which a digit does not reach, is not made an edge;
 * those after it are padded to their radius. The second pooling overlaps, kernel 3 stride 2, as 11
 * is odd. Exact under the elements on the grid, C4 or D4.
 */
final class FineRotationNets {
  private static final KernelFamily KERNELS = new HarmonicKernels();
  private static final Window FIRST = Window.of(7);
  private static final Window HIDDEN = Window.of(5).padding(2);
  private static final Window LAST = Window.of(5);

  private FineRotationNets() {}

  /** Eight rotations. */
  static Net c8cnn(ModelOptions options) {
    return net(PointGroup.cyclic(8), 7, options);
  }

  /** Sixteen rotations. */
  static Net c16cnn(ModelOptions options) {
    return net(PointGroup.cyclic(16), 5, options);
  }

  /** Eight rotations and as many reflections. */
  static Net d8cnn(ModelOptions options) {
    return net(PointGroup.dihedral(8), 5, options);
  }

  private static Net net(PointGroup group, int fields, ModelOptions options) {
    UnaryOperator<NetBuilder> block = b -> b.groupCorrelation(fields, HIDDEN).batchNorm().relu();
    return Net.images(group, options.channels(), options.height(), options.width())
        .kernels(KERNELS)
        .lifting(fields, FIRST)
        .batchNorm()
        .relu()
        .repeat(1, block)
        .maxPool(2)
        .repeat(2, block)
        .then(t -> new SpatialPool(t, Window.of(3).stride(2), Reduction.MAX))
        .repeat(1, block)
        .groupCorrelation(fields, LAST)
        .batchNorm()
        .relu()
        .invariantHead(options.classes())
        .build();
  }
}
