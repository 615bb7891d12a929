package dev.pinwheel.nn.layer;

import dev.pinwheel.group.ScaleAxis;
import dev.pinwheel.group.kernel.HermiteKernels;
import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.feature.Sizes;
import dev.pinwheel.nn.module.FeatureTypeException;
import org.bytedeco.pytorch.Tensor;

/**
 * The lifting correlation to scales: from images on R^d to functions on R^d, n scales and H,
 *
 * <pre>  (k ⋆ f)(x, j, h) = Σ_y s^(−dj) k(s^(−j) h⁻¹(y − x)) f(y),   j = 0 … n − 1.</pre>
 *
 * <p>With (L_s f)(x) = f(x/s) the image dilated, and an integral in place of the sum,
 *
 * <pre>  (k ⋆ L_s f)(x, j, h) = (k ⋆ f)(x/s, j − 1, h),   j = 1 … n − 1:</pre>
 *
 * dilating the image dilates the map and shifts it along the scales. What the truncation loses: the
 * map at j = 0 has no such counterpart, and what stood at j = n − 1 is gone. What the sampling
 * loses: the sum differs from the integral by the sampling error of {@link HermiteKernels}; see
 * {@link ScaleCorrelation} for figures. Under H the layer is exactly equivariant, if H preserves
 * the pixel grid.
 *
 * <p>Shapes: [images, channels, height, width] to [images, fields, |H|, n, height, width]; the
 * scale is one more axis of space, the first. Zeros are padded, so the size stays: keep what
 * matters away from the border by the largest kernel's radius. Free parameters: fields · channels ·
 * J and a bias per field, with J functions per kernel, whatever n.
 */
public final class ScaleLifting extends ScaleSpaceCorrelation {
  /**
   * Lifts with a bias per field.
   *
   * @param input a trivial type on space alone
   * @param fields regular fields of the output
   * @param axis the scales
   * @param kernels what kernels are sums of
   * @throws FeatureTypeException if the input type is not trivial
   */
  public ScaleLifting(FeatureType input, int fields, ScaleAxis axis, HermiteKernels kernels) {
    this(input, fields, axis, kernels, Bias.PER_FIELD, FilterInitialisation.HE);
  }

  /**
   * Chooses everything.
   *
   * @param input a trivial type on space alone
   * @param fields regular fields of the output
   * @param axis the scales
   * @param kernels what kernels are sums of
   * @param bias whether each field gets a learned constant
   * @param start how wide the filters are spread at the start
   * @throws FeatureTypeException if the input type is not trivial
   */
  public ScaleLifting(
      FeatureType input,
      int fields,
      ScaleAxis axis,
      HermiteKernels kernels,
      Bias bias,
      FilterInitialisation start) {
    super(
        requireTrivial(input),
        FeatureType.regular(input.group().extendedTo(input.group().dimension() + 1), fields),
        input.group(),
        axis,
        1,
        kernels,
        bias,
        start);
  }

  private static FeatureType requireTrivial(FeatureType input) {
    if (!input.isTrivial()) {
      throw new FeatureTypeException(
          "scaleLifting takes scalar fields such as '"
              + FeatureType.trivial(input.group(), input.fields())
              + "' and was given '"
              + input
              + "'");
    }
    return input;
  }

  @Override
  public String kind() {
    return "scaleLifting";
  }

  @Override
  public int[] outputSize(int... size) {
    if (size.length != input().group().dimension()) {
      throw new IllegalArgumentException(
          "scaleLifting takes maps of "
              + input().group().dimension()
              + " axes, not of size "
              + Sizes.format(size));
    }
    int[] result = new int[size.length + 1];
    result[0] = axis().scales();
    System.arraycopy(size, 0, result, 1, size.length);
    return result;
  }

  @Override
  Tensor scales(FeatureMap x, int j, int length) {
    return x.channels();
  }

  @Override
  Value scales(Value x, int j, int length) {
    return x;
  }
}
