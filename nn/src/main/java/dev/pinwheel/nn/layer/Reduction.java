package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.dense.Statistic;
import dev.pinwheel.nn.engine.Tensors;
import org.bytedeco.pytorch.Tensor;

/** What many values become one by; both do not care about the values' order. */
public enum Reduction {
  /** The largest. */
  MAX,
  /** The mean. */
  MEAN;

  Tensor apply(Tensor tensor, long axis) {
    return this == MAX ? Tensors.max(tensor, axis) : Tensors.mean(tensor, axis);
  }

  /** The same by name. */
  Statistic statistic() {
    return this == MAX ? Statistic.MAXIMUM : Statistic.MEAN;
  }
}
