package dev.pinwheel.nn.engine;

import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.pytorch.LongArrayRefOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** LibTorch's derivatives of a correlation, as they are, without the correlation. */
final class ConvolutionBackward {
  private ConvolutionBackward() {}

  /**
   * The derivatives by map and filters.
   *
   * @param gradient that by the correlation's value
   * @param x what was correlated
   * @param filters with what
   * @param motion how they moved; one group, not transposed
   * @param byMap whether the first is wanted
   * @param byFilters whether the second is
   * @return both, null for what is not wanted
   */
  static Tensor[] of(
      Tensor gradient,
      Tensor x,
      Tensor filters,
      Correlations.Motion motion,
      boolean byMap,
      boolean byFilters) {
    int d = (int) x.dim() - 2;
    try (BoolPointer wanted = new BoolPointer(3)) {
      wanted.put(0, byMap).put(1, byFilters).put(2, false);
      var found =
          torch.convolution_backward(
              gradient,
              x,
              filters,
              new LongArrayRefOptional(),
              Correlations.perAxis(d, motion.stride()),
              Correlations.perAxis(d, motion.padding()),
              Correlations.perAxis(d, motion.dilation()),
              false,
              new long[d],
              1,
              wanted);
      // What the tuple gives lives as long as the tuple does.
      return new Tensor[] {
        byMap ? new Tensor(found.get0()) : null, byFilters ? new Tensor(found.get1()) : null
      };
    }
  }
}
