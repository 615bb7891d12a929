package dev.pinwheel.models;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.NetBuilder;
import dev.pinwheel.nn.layer.FilterInitialisation;
import dev.pinwheel.nn.layer.Reduction;
import java.util.function.UnaryOperator;

/**
 * The three nets of the talk's first table (Cohen &amp; Welling, Group Equivariant Convolutional
 * Networks, 2016, section 8.1): seven correlations without padding, batch norm and a rectifier
 * after each but the last, a 2×2 max-pool after the second; 28 → 26 → 24 → 12 → 10 → 8 → 6 → 4 → 1.
 * Filters start with variance 1/fanIn, as in the authors' code.
 */
final class RotatedMnistNets {
  private static final int TOP_KERNEL = 4;
  private static final double DROPOUT = 0.3;

  private RotatedMnistNets() {}

  /** The ordinary net: 20 channels, dropout after each hidden layer but the second. */
  static Net z2cnn(ModelOptions options) {
    UnaryOperator<NetBuilder> block = b -> b.correlation(20, 3).batchNorm().relu();
    UnaryOperator<NetBuilder> dropped = b -> block.apply(b).dropout(DROPOUT);
    return start(PointGroup.cyclic(1), options)
        .repeat(1, dropped)
        .repeat(1, block)
        .maxPool(2)
        .repeat(4, dropped)
        .correlation(options.classes(), TOP_KERNEL)
        .build();
  }

  /** Equivariant layers throughout, 10 fields of 4 orientations; invariant only at the end. */
  static Net p4cnn(ModelOptions options) {
    UnaryOperator<NetBuilder> block = b -> b.groupCorrelation(10, 3).batchNorm().relu();
    return start(PointGroup.parse("p4"), options)
        .lifting(10, 3)
        .batchNorm()
        .relu()
        .repeat(1, block)
        .maxPool(2)
        .repeat(4, block)
        .groupCorrelation(options.classes(), TOP_KERNEL)
        .projection(Reduction.MAX)
        .build();
  }

  /** Lifted and projected in every layer: 20 invariant fields in between. */
  static Net p4cnnRotationPooling(ModelOptions options) {
    UnaryOperator<NetBuilder> block =
        b -> b.lifting(20, 3).projection(Reduction.MAX).batchNorm().relu();
    return start(PointGroup.parse("p4"), options)
        .repeat(2, block)
        .maxPool(2)
        .repeat(4, block)
        .lifting(options.classes(), TOP_KERNEL)
        .projection(Reduction.MAX)
        .build();
  }

  private static NetBuilder start(PointGroup group, ModelOptions options) {
    return Net.images(group, options.channels(), options.height(), options.width())
        .filters(FilterInitialisation.LECUN);
  }
}
