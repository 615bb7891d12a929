package dev.pinwheel.nn.engine;

import java.nio.LongBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The derivative of a correlation by its filters alone, without the correlation; no more taken on
 * trust than {@link Correlations}: a shape that a process meets for the first time is compared with
 * float64 on random numbers, and computed in it if oneDNN is grossly off.
 */
final class FilterGradient {
  private static final Map<LongBuffer, Boolean> TRUSTED = new ConcurrentHashMap<>();

  private FilterGradient() {}

  /**
   * The derivative.
   *
   * @param gradient by the correlation's value, shape [images, outputs, spatial axes…]
   * @param x what was correlated, shape [images, channels, spatial axes…], in the same format
   * @param filters any of the shape [outputs, channels, kernel axes…] and of that format
   * @param motion how they moved; one group, not transposed
   * @return of the filters' shape
   */
  static Tensor of(Tensor gradient, Tensor x, Tensor filters, Correlations.Motion motion) {
    boolean trusted =
        !Correlations.mayLoseTaps(x)
            || TRUSTED.computeIfAbsent(
                Correlations.key(x, filters, false, motion),
                key -> agrees(gradient, x, filters, motion));
    return trusted
        ? plain(gradient, x, filters, motion)
        : wide(gradient, x, filters, motion).to(x.scalar_type());
  }

  private static boolean agrees(
      Tensor gradient, Tensor x, Tensor filters, Correlations.Motion motion) {
    try (PointerScope scope = new PointerScope()) {
      GeneratorOptional random = new GeneratorOptional(torch.createCPUGenerator(1));
      Tensor someX = torch.empty_like(x).normal_(0, 1, random);
      Tensor someGradient = torch.empty_like(gradient).normal_(0, 1, random);
      Tensor[] found = {plain(someGradient, someX, filters, motion)};
      Tensor[] exact = {wide(someGradient, someX, filters, motion)};
      return Correlations.error(found, exact) < Correlations.gross(x);
    }
  }

  private static Tensor wide(
      Tensor gradient, Tensor x, Tensor filters, Correlations.Motion motion) {
    return plain(
        gradient.to(ScalarType.Double),
        x.to(ScalarType.Double),
        filters.to(ScalarType.Double),
        motion);
  }

  private static Tensor plain(
      Tensor gradient, Tensor x, Tensor filters, Correlations.Motion motion) {
    return ConvolutionBackward.of(gradient, x, filters, motion, false, true)[1];
  }
}
