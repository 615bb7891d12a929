package dev.pinwheel.benchmarks.reference;

import dev.pinwheel.nn.module.Mode;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** A layer in plain LibTorch. */
@FunctionalInterface
interface Step {
  /** Takes and gives [images, channels, height, width]. */
  Tensor apply(Tensor x, Mode mode);

  /** One after the other. */
  static Step chain(List<Step> steps) {
    return (x, mode) -> {
      Tensor y = x;
      for (Step step : steps) {
        y = step.apply(y, mode);
      }
      return y;
    };
  }
}
