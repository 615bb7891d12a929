package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.Description;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Window;
import java.util.Locale;
import java.util.Optional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The maximum or the mean over a sliding window, per channel:
 *
 * <pre>  (Φf)(x, c) = max over y in x + window of f(y, c),   or their mean.</pre>
 *
 * <p><b>Shape.</b> The type stays; an axis of n becomes one of ⌊(n + 2·padding − dilation·(kernel −
 * 1) − 1) / stride⌋ + 1. Padding counts as −∞ for a maximum and as zeros for a mean. No parameters.
 *
 * <p><b>Equivariance.</b> A window is a square about its centre, which the elements of D4 map onto
 * itself; so it is exact for them if windows lie symmetrically about the image's centre, that is
 * under the size rule of {@link Window}: the division leaves no remainder. Other rotations turn the
 * square out of itself; {@link BlurPool} errs less there. A maximum takes fields on cosets, whose
 * components are permuted; the mean is linear and takes any kind.
 *
 * <p><b>Derivatives.</b> Where a window holds its maximum twice, the gradient goes to the first of
 * the two in memory order: derivatives at ties are not unique, and that choice does not turn with
 * the image.
 *
 * <p>Spatial pooling of each channel is in Cohen &amp; Welling, <i>Group Equivariant Convolutional
 * Networks</i>, ICML 2016, section 6.3. In a net: {@link dev.pinwheel.nn.NetBuilder#maxPool} and
 * {@link dev.pinwheel.nn.NetBuilder#meanPool}.
 */
public final class SpatialPool extends Layer {
  private final Reduction reduction;
  private final Window window;

  /**
   * Pooling for a type.
   *
   * @param input any type; for a maximum, one whose fields are on cosets
   * @param window kernel, stride, padding, dilation
   * @param reduction maximum or mean
   * @throws dev.pinwheel.nn.module.FeatureTypeException if a maximum is to be over other fields
   * @throws IllegalArgumentException if the padding is more than half the kernel, or a mean is to
   *     be dilated
   */
  public SpatialPool(FeatureType input, Window window, Reduction reduction) {
    super(
        reduction == Reduction.MAX
            ? FieldKinds.requirePermuted("a maximum", input, "use the mean")
            : input,
        input);
    if (2 * window.padding() > window.kernel()) {
      throw new IllegalArgumentException(
          "pooling pads by at most half its kernel, not '" + window + "'");
    }
    if (reduction == Reduction.MEAN && window.dilation() != 1) {
      throw new IllegalArgumentException("mean pooling takes dilation 1, not '" + window + "'");
    }
    this.reduction = reduction;
    this.window = window;
  }

  @Override
  public String kind() {
    return reduction.name().toLowerCase(Locale.ROOT) + "Pool";
  }

  @Override
  public Optional<Window> window() {
    return Optional.of(window);
  }

  @Override
  protected FeatureMap forward(FeatureMap x, Pass pass) {
    int d = input().group().dimension();
    long[] kernel = Window.perAxis(d, window.kernel());
    long[] stride = Window.perAxis(d, window.stride());
    long[] padding = Window.perAxis(d, window.padding());
    long[] dilation = Window.perAxis(d, window.dilation());
    Tensor c = x.channels();
    Tensor y =
        reduction == Reduction.MAX
            ? switch (d) {
              case 1 -> torch.max_pool1d(c, kernel, stride, padding, dilation, false);
              case 2 -> torch.max_pool2d(c, kernel, stride, padding, dilation, false);
              default -> torch.max_pool3d(c, kernel, stride, padding, dilation, false);
            }
            : switch (d) {
              case 1 -> torch.avg_pool1d(c, kernel, stride, padding, false, true);
              case 2 ->
                  torch.avg_pool2d(c, kernel, stride, padding, false, true, new LongOptional());
              default ->
                  torch.avg_pool3d(c, kernel, stride, padding, false, true, new LongOptional());
            };
    return FeatureMap.ofChannels(output(), y);
  }

  /** Whether it takes maxima of images, so that {@link Maxima} can stand for it. */
  boolean isMaximumOfImages() {
    return reduction == Reduction.MAX && input().group().dimension() == 2;
  }

  /** The maxima, without a graph. */
  Maxima maxima(FeatureMap x) {
    return Maxima.of(x, window);
  }

  /**
   * Those of what masks keep; of nothing, a number so negative that only a rectifier may follow.
   */
  Maxima maxima(FeatureMap x, Dropout.Masks masks) {
    return Maxima.ofKept(x, window, masks);
  }

  @Override
  protected Value describe(Value x, Description to) {
    return x.pool(reduction.statistic(), window.kernel(), DenseCorrelation.sliding(window));
  }
}
