package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.Description;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Pass;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/**
 * The maximum or the mean over all pixels, per channel:
 *
 * <pre>  (Φf)(c) = max over x of f(x, c),   or   1/|X| · Σ_x f(x, c).</pre>
 *
 * <p><b>Shape.</b> [images, fields, orientations, spatial axes…] becomes the same with every
 * spatial axis of size 1, whatever size it had. The type stays. No parameters.
 *
 * <p><b>Equivariance.</b> Exact for every size and every group: L_g permutes the pixels, which
 * changes neither maximum nor mean, and along the fibre acts as before, so Φ(L_g f)(c) =
 * Φ(f)(g⁻¹c). It is invariant to shifts as far as their pixels stay in the image. A maximum of each
 * component commutes with permutations of components alone, so it takes fields on cosets; the mean
 * is linear and takes any kind. Where a maximum stands at two pixels, the derivative goes to one of
 * them, which need not be the turned one.
 *
 * <p>After it a {@link Projection} over the group, or before it, makes the net invariant; their
 * order is the same for two maxima or two means. In a net: {@link
 * dev.pinwheel.nn.NetBuilder#globalPool} and, with projection and linear map, {@link
 * dev.pinwheel.nn.NetBuilder#invariantHead}.
 */
public final class GlobalPool extends Layer {
  private final Reduction reduction;

  /**
   * Global pooling for a type.
   *
   * @param input any type; for a maximum, one whose fields are on cosets
   * @param reduction maximum or mean
   * @throws dev.pinwheel.nn.module.FeatureTypeException if a maximum is to be over other fields
   */
  public GlobalPool(FeatureType input, Reduction reduction) {
    super(
        reduction == Reduction.MAX
            ? FieldKinds.requirePermuted("a maximum", input, "use the mean")
            : input,
        input);
    this.reduction = reduction;
  }

  @Override
  public String kind() {
    return "globalPool";
  }

  @Override
  public String detail() {
    return reduction.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public int[] outputSize(int... size) {
    int[] one = new int[size.length];
    Arrays.fill(one, 1);
    return one;
  }

  @Override
  protected FeatureMap forward(FeatureMap x, Pass pass) {
    Tensor pixels = x.rows().view(x.batch(), -1, input().channels());
    return FeatureMap.ofRows(output(), reduction.apply(pixels, 1), x.batch(), outputSize(x.size()));
  }

  @Override
  protected Value describe(Value x, Description to) {
    int[] spatial = IntStream.range(1, x.shape().length).toArray();
    return x.reduce(reduction.statistic(), spatial);
  }
}
