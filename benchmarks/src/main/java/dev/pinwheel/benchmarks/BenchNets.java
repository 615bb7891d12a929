package dev.pinwheel.benchmarks;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.kernel.HarmonicKernels;
import dev.pinwheel.models.ModelOptions;
import dev.pinwheel.models.Nets;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.NetBuilder;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.layer.Bias;
import dev.pinwheel.nn.layer.FilterInitialisation;
import dev.pinwheel.nn.layer.GroupCorrelation;
import dev.pinwheel.nn.layer.LiftingCorrelation;
import dev.pinwheel.nn.layer.Reduction;
import dev.pinwheel.nn.module.Window;
import java.util.function.UnaryOperator;

/** The nets that are measured. */
final class BenchNets {
  /** The probability in every dropout layer here. */
  static final double DROPOUT = 0.3;

  private static final int SIDE = 28;
  private static final Window LAYER = Window.of(3);
  private static final Window SAME = Window.of(3).padding(1);
  private static final Window HALVE = Window.of(4).stride(2).padding(1);
  private static final int CLASSES = 10;

  private BenchNets() {}

  /** A lifting of grey 28×28 images by itself. */
  static Net lifting(PointGroup group, int fields) {
    return Net.of(new LiftingCorrelation(FeatureType.trivial(group, 1), fields, LAYER), SIDE, SIDE);
  }

  /** A group correlation of 28×28 maps by itself, as many fields in as out. */
  static Net groupCorrelation(PointGroup group, int fields) {
    return Net.of(
        new GroupCorrelation(FeatureType.regular(group, fields), fields, LAYER), SIDE, SIDE);
  }

  /** The same with kernels of 5 taps that rotations by any angle turn. */
  static Net fineCorrelation(PointGroup group, int fields) {
    return Net.of(
        new GroupCorrelation(
            FeatureType.regular(group, fields),
            fields,
            Window.of(5),
            Bias.PER_FIELD,
            FilterInitialisation.HE,
            new HarmonicKernels()),
        SIDE,
        SIDE);
  }

  /** The published P4CNN. */
  static Net p4cnn() {
    return Nets.get("p4cnn").build(ModelOptions.MNIST);
  }

  /** The same with dropout after every hidden rectifier. */
  static Net p4cnnWithDropout() {
    UnaryOperator<NetBuilder> block =
        b -> b.groupCorrelation(10, 3).batchNorm().relu().dropout(DROPOUT);
    return Net.images(PointGroup.parse("p4"), 1, SIDE, SIDE)
        .lifting(10, 3)
        .batchNorm()
        .relu()
        .dropout(DROPOUT)
        .repeat(1, block)
        .maxPool(2)
        .repeat(4, block)
        .groupCorrelation(CLASSES, 4)
        .projection(Reduction.MAX)
        .build();
  }

  /**
   * A residual net over D4 for 3×32×32: 4, 8 and 16 fields at 32, 16 and 8 rows. It is halved by
   * kernels of 4 at stride 2, which leave no remainder, and beside them by means of 2×2.
   */
  static Net residual() {
    return Net.images(PointGroup.dihedral(4), 3, 32, 32)
        .lifting(4, SAME)
        .batchNorm()
        .relu()
        .residual(b -> body(b, 4, SAME))
        .relu()
        .repeat(1, b -> halved(b, 8))
        .repeat(1, b -> halved(b, 16))
        .invariantHead(CLASSES)
        .build();
  }

  private static NetBuilder halved(NetBuilder builder, int fields) {
    return builder
        .residual(
            b -> body(b, fields, HALVE), b -> b.meanPool(2).groupCorrelation(fields, 1).batchNorm())
        .relu();
  }

  private static NetBuilder body(NetBuilder builder, int fields, Window first) {
    return builder
        .groupCorrelation(fields, first)
        .batchNorm()
        .relu()
        .groupCorrelation(fields, SAME)
        .batchNorm();
  }
}
