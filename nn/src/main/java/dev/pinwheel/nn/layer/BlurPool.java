package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.feature.Sizes;
import dev.pinwheel.nn.module.Description;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Window;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

/**
 * Anti-aliased pooling, per channel: a binomial blur, of which every stride-th value is taken,
 *
 * <pre>
 *   (Φf)(x, c) = Σ_y b(y − x) f(y, c),
 *   b(t) = Π_i C(kernel − 1, tᵢ) / 2^(kernel − 1),   i over the axes, taps tᵢ from 0.</pre>
 *
 * <p>The blur takes away most of what the coarser grid can't hold and would fold into low
 * frequencies (Zhang, <i>Making Convolutional Networks Shift-Invariant Again</i>, ICML 2019): 1 1
 * for kernel 2, 1 2 1 for 3, 1 3 3 1 for 4. To pool by maxima, take a {@link SpatialPool} of stride
 * 1 before it.
 *
 * <p>b is symmetric, so the layer is equivariant under the size rule of {@link Window}, whose size
 * formula it has; padding counts as zeros. The type stays. No parameters.
 */
public final class BlurPool extends Layer {
  /** Binomial coefficients up to here are exact in an int, and weights in float32. */
  private static final int MAX_KERNEL = 25;

  private final Window window;

  /**
   * Blurring and striding for a type.
   *
   * @param input any type, in one to three dimensions
   * @param window kernel, stride, padding, and dilation 1
   * @throws IllegalArgumentException if the window is dilated, has more than 25 taps or is padded
   *     by its kernel or more
   */
  public BlurPool(FeatureType input, Window window) {
    super(input, input);
    if (window.dilation() != 1
        || window.kernel() > MAX_KERNEL
        || window.padding() >= window.kernel()) {
      throw new IllegalArgumentException(
          "blurring takes dilation 1, at most "
              + MAX_KERNEL
              + " taps and less padding than taps, not '"
              + window
              + "'");
    }
    this.window = window;
  }

  /**
   * The blur that makes an axis s times smaller: kernel s + 2⌊s/2⌋, stride s, padding ⌊s/2⌋. From n
   * to n/s where s divides n, as the size rule asks.
   *
   * @param input any type, in one to three dimensions
   * @param factor s, at least 1
   * @return the layer
   * @throws IllegalArgumentException if the factor is less than 1 or more than 12
   */
  public static BlurPool by(FeatureType input, int factor) {
    int padding = factor / 2;
    return new BlurPool(input, new Window(factor + 2 * padding, factor, padding, 1));
  }

  @Override
  public String kind() {
    return "blurPool";
  }

  @Override
  public Optional<Window> window() {
    return Optional.of(window);
  }

  @Override
  protected FeatureMap forward(FeatureMap x, Pass pass) {
    return DepthwiseCorrelation.of(x, blur(pass), new TensorOptional(), window);
  }

  @Override
  protected Value describe(Value x, Description to) {
    return DenseCorrelation.describeDepthwise(x, blur(to.pass()), Optional.empty(), window, to);
  }

  /** The filter of every channel. */
  private Tensor blur(Pass pass) {
    int d = input().group().dimension();
    return pass.constant(this, () -> pass.operand(filter(d)).repeat(repeats(d)));
  }

  /** One channel's filter: products of a row of Pascal's triangle. */
  private Tensor filter(int d) {
    int k = window.kernel();
    double[] row = new double[k];
    row[0] = Math.pow(2, 1 - k);
    for (int i = 1; i < k; i++) {
      row[i] = row[i - 1] * (k - i) / i;
    }
    int[] sides = new int[d];
    java.util.Arrays.fill(sides, k);
    double[] product = new double[(int) Sizes.pixels(sides)];
    for (int t = 0; t < product.length; t++) {
      product[t] = 1;
      for (int rest = t, axis = 0; axis < d; axis++, rest /= k) {
        product[t] *= row[rest % k];
      }
    }
    long[] shape = Window.perAxis(d + 2, k);
    shape[0] = 1;
    shape[1] = 1;
    return Tensors.of(product, shape);
  }

  private long[] repeats(int d) {
    long[] repeats = Window.perAxis(d + 2, 1);
    repeats[0] = input().channels();
    return repeats;
  }
}
