package dev.pinwheel.nn.layer;

import dev.pinwheel.group.ScaleAxis;
import dev.pinwheel.group.kernel.HermiteKernels;
import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.feature.Sizes;
import dev.pinwheel.nn.module.FeatureTypeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * The group correlation over scales: between functions on R^d, n scales and H,
 *
 * <pre>  (k ⋆ f)(x, j, h) = Σ_i Σ_c Σ_y s^(−dj) k(s^(−j) h⁻¹(y − x), i, h⁻¹c) f(y, j + i, c),</pre>
 *
 * over i = 0 … depth − 1, as far as j + i is a scale at all: the correlation over scales is
 * truncated at the end. With (L_s f)(x, j, c) = f(x/s, j − 1, c),
 *
 * <pre>  (k ⋆ L_s f)(x, j, h) = (k ⋆ f)(x/s, j − 1, h),   j = 1 … n − depth,</pre>
 *
 * if the sum over y were an integral. The last depth − 1 scales miss a term that their counterparts
 * have, or have had: after a lifting and L layers of this depth, 1 … n − 1 − L·(depth − 1) are the
 * scales that obey the law, the interior ones. With depth 1 only j = 0 is outside.
 *
 * <p>The sampling loses little where kernels and images are smooth. Relative error of interior
 * scales of a random net of a lifting, ReLU, a correlation of depth 2 and ReLU; s = √2, n = 5;
 * images of Gaussian blobs of 2.5 to 4 pixels' deviation against the same images dilated by 2:
 *
 * <table>
 * <caption>Error of interior scales, in percent</caption>
 * <tr><th>width, cutoff</th><th>degree 1</th><th>degree 2</th><th>degree 3</th></tr>
 * <tr><td>0.7, 3</td><td>0.5</td><td>1.7</td><td>21</td></tr>
 * <tr><td>1, 3</td><td>0.6</td><td>1.4</td><td>13</td></tr>
 * <tr><td>0.7, 4</td><td>0.4</td><td>1.8</td><td>12</td></tr>
 * <tr><td>1, 4</td><td>0.2</td><td>0.6</td><td>1.1</td></tr>
 * </table>
 *
 * <p>At the last scale, which lacks a term, the error is 35 to 72 percent. Under H the layer is
 * exactly equivariant, if H preserves the pixel grid.
 *
 * <p>Shapes: [images, fields, |H/K|, n, height, width] to [images, fields′, |H|, n, height, width].
 * Free parameters: fields′ · fields · |H/K| · depth · J and a bias per field, with J functions per
 * kernel. (Worrall and Welling, <i>Deep Scale-spaces</i>, 2019, section 3; Sosnovik, Szmaja and
 * Smeulders, <i>Scale-Equivariant Steerable Networks</i>, 2020, section 4.)
 */
public final class ScaleCorrelation extends ScaleSpaceCorrelation {
  /**
   * Correlates with a bias per field.
   *
   * @param input a type on space and scales, as {@link ScaleLifting} gives it
   * @param fields regular fields of the output
   * @param axis the scales
   * @param depth how many scales an output looks at
   * @param kernels what kernels are sums of
   * @throws FeatureTypeException if the input type has no axis for scales
   * @throws IllegalArgumentException if the depth is not in 1 … n
   */
  public ScaleCorrelation(
      FeatureType input, int fields, ScaleAxis axis, int depth, HermiteKernels kernels) {
    this(input, fields, axis, depth, kernels, Bias.PER_FIELD, FilterInitialisation.HE);
  }

  /**
   * Chooses everything.
   *
   * @param input a type on space and scales, as {@link ScaleLifting} gives it
   * @param fields regular fields of the output
   * @param axis the scales
   * @param depth how many scales an output looks at
   * @param kernels what kernels are sums of
   * @param bias whether each field gets a learned constant
   * @param start how wide the filters are spread at the start
   * @throws FeatureTypeException if the input type has no axis for scales
   * @throws IllegalArgumentException if the depth is not in 1 … n
   */
  public ScaleCorrelation(
      FeatureType input,
      int fields,
      ScaleAxis axis,
      int depth,
      HermiteKernels kernels,
      Bias bias,
      FilterInitialisation start) {
    super(
        input,
        FeatureType.regular(input.group(), fields),
        ScaleProjection.space(input, "scaleCorrelation"),
        axis,
        requireDepth(depth, axis),
        kernels,
        bias,
        start);
  }

  private static int requireDepth(int depth, ScaleAxis axis) {
    if (depth < 1 || depth > axis.scales()) {
      throw new IllegalArgumentException(
          "scaleCorrelation looks at 1 to "
              + axis.scales()
              + " scales at once, as many as there are, not at "
              + depth);
    }
    return depth;
  }

  @Override
  public String kind() {
    return "scaleCorrelation";
  }

  @Override
  public int[] outputSize(int... size) {
    if (size[0] != axis().scales()) {
      throw new IllegalArgumentException(
          "scaleCorrelation over "
              + axis().scales()
              + " scales takes maps with as many in their first axis, not of size "
              + Sizes.format(size));
    }
    return size.clone();
  }

  @Override
  Tensor scales(FeatureMap x, int j, int length) {
    int[] size = x.size();
    int[] space = Arrays.copyOfRange(size, 1, size.length);
    int channels = input().channels();
    Tensor rows =
        x.rows()
            .view(x.batch(), size[0], Sizes.pixels(space), channels)
            .narrow(1, j, length)
            .permute(0, 2, 1, 3)
            .reshape(-1, (long) length * channels);
    FeatureType stacked =
        FeatureType.trivial(ScaleProjection.space(input(), kind()), length * channels);
    return FeatureMap.ofRows(stacked, rows, x.batch(), space).channels();
  }

  @Override
  Value scales(Value x, int j, int length) {
    List<Value> maps = new ArrayList<>();
    for (int i = j; i < j + length; i++) {
      maps.add(Fields.removeAxis(x.slice(1, i, i + 1)));
    }
    return Value.concatenate(0, maps);
  }
}
