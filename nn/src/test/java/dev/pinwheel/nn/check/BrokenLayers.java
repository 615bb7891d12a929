package dev.pinwheel.nn.check;

import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Pass;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Layers that break equivariance on purpose, one sin each. */
final class BrokenLayers {
  private BrokenLayers() {}

  /** Maps channels, which are last and group-major, to channels of the same type. */
  private static Layer onChannels(String kind, FeatureType type, UnaryOperator<Tensor> f) {
    return new Layer(type, type) {
      @Override
      public String kind() {
        return kind;
      }

      @Override
      protected FeatureMap forward(FeatureMap x, Pass pass) {
        return FeatureMap.ofRows(output(), f.apply(x.rows()), x.batch(), x.size());
      }
    };
  }

  private static Tensor orientation(FeatureType type, Tensor rows, int from, int count) {
    return rows.narrow(1, (long) from * type.fields(), (long) count * type.fields());
  }

  /** Batch norm whose running deviations differ from channel to channel: 1, 2, 3 and so on. */
  static Layer channelNorm(FeatureType type) {
    return onChannels(
        "channelNorm",
        type,
        rows ->
            rows.div(
                torch
                    .arange(new Scalar(1L), new Scalar(type.channels() + 1L))
                    .to(rows.scalar_type())));
  }

  /** The first two orientations change places. */
  static Layer swapOrientations(FeatureType type) {
    return onChannels(
        "swapOrientations",
        type,
        rows ->
            torch.cat(
                new TensorVector(
                    orientation(type, rows, 1, 1),
                    orientation(type, rows, 0, 1),
                    orientation(type, rows, 2, type.orientations() - 2)),
                1));
  }

  /** The identity, but the first orientation's derivative is lost. */
  static Layer detachOneOrientation(FeatureType type) {
    return onChannels(
        "detachOneOrientation",
        type,
        rows ->
            torch.cat(
                new TensorVector(
                    orientation(type, rows, 0, 1).detach(),
                    orientation(type, rows, 1, type.orientations() - 1)),
                1));
  }

  /** No numbers at all. */
  static Layer notANumber(FeatureType type) {
    return onChannels("notANumber", type, rows -> rows.mul(new Scalar(Double.NaN)));
  }

  /** A mean over 2×2 pixels, padded below and to the right so that the size stays. */
  static Layer padAtOneEnd(FeatureType type) {
    return new Layer(type, type) {
      @Override
      public String kind() {
        return "padAtOneEnd";
      }

      @Override
      protected FeatureMap forward(FeatureMap x, Pass pass) {
        Tensor padded = torch.constant_pad_nd(x.channels(), 0, 1, 0, 1);
        return FeatureMap.ofChannels(
            output(),
            torch.avg_pool2d(
                padded,
                new long[] {2, 2},
                new long[] {1, 1},
                new long[] {0, 0},
                false,
                true,
                new org.bytedeco.pytorch.LongOptional()));
      }
    };
  }
}
