package dev.pinwheel.nn.layer;

import dev.pinwheel.group.kernel.GridKernels;
import dev.pinwheel.group.kernel.KernelFamily;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.FeatureTypeException;
import dev.pinwheel.nn.module.Window;

/**
 * The lifting correlation of the talk: from images on R^d to functions on R^d ⋊ H,
 *
 * <pre>  (k ⋆ f)(x, h) = Σ_y k(h⁻¹(y − x)) f(y).</pre>
 *
 * <p>Turning the image turns the output and shifts it along the group axis: {@code k ⋆ L_g f = L_g
 * (k ⋆ f)}. Input shape [images, channels, height, width], output [images, fields, |H|, height′,
 * width′]; the size formula is the {@link Window}'s. Free parameters: fields · channels ·
 * functions, and a bias per field; the family {@code grid} has kernel^d functions.
 *
 * <p>Exact under the elements of H that map the pixel grid onto itself. Under the others, such as
 * the rotation by 45° in C8, it is as exact as the family's functions are sampled finely.
 */
public final class LiftingCorrelation extends CosetCorrelation {
  /**
   * Lifts with a bias per field.
   *
   * @param input a trivial type
   * @param fields regular fields of the output
   * @param window kernel, stride, padding, dilation
   * @throws FeatureTypeException if the input type is not trivial
   * @throws IllegalArgumentException if the group does not preserve the pixel grid
   */
  public LiftingCorrelation(FeatureType input, int fields, Window window) {
    this(input, fields, window, Bias.PER_FIELD);
  }

  /**
   * Lifts with or without bias.
   *
   * @param input a trivial type
   * @param fields regular fields of the output
   * @param window kernel, stride, padding, dilation
   * @param bias whether each field gets a learned constant
   * @throws FeatureTypeException if the input type is not trivial
   * @throws IllegalArgumentException if the group does not preserve the pixel grid
   */
  public LiftingCorrelation(FeatureType input, int fields, Window window, Bias bias) {
    this(input, fields, window, bias, FilterInitialisation.HE);
  }

  /**
   * Chooses all but the kernels' family, which is {@code grid}.
   *
   * @param input as above
   * @param fields regular fields of the output
   * @param window kernel, stride, padding, dilation
   * @param bias whether each field gets a learned constant
   * @param start how wide the filters are spread at the start
   * @throws FeatureTypeException if the input type is not trivial
   * @throws IllegalArgumentException if the group does not preserve the pixel grid
   */
  public LiftingCorrelation(
      FeatureType input, int fields, Window window, Bias bias, FilterInitialisation start) {
    this(input, fields, window, bias, start, new GridKernels());
  }

  /**
   * Chooses everything.
   *
   * @param input as above
   * @param fields regular fields of the output
   * @param window kernel, stride, padding, dilation
   * @param bias whether each field gets a learned constant
   * @param start how wide the coefficients are spread at the start
   * @param family what kernels are sums of
   * @throws FeatureTypeException as above
   * @throws IllegalArgumentException if the family has no kernels for this group or size
   */
  public LiftingCorrelation(
      FeatureType input,
      int fields,
      Window window,
      Bias bias,
      FilterInitialisation start,
      KernelFamily family) {
    super(requireTrivial(input), fields, window, KernelOperator.CORRELATION, bias, start, family);
  }

  @Override
  public String kind() {
    return "lifting";
  }

  private static FeatureType requireTrivial(FeatureType input) {
    if (!input.isTrivial()) {
      throw new FeatureTypeException(
          "lifting takes scalar fields such as '"
              + FeatureType.trivial(input.group(), input.fields())
              + "' and was given '"
              + input
              + "': use groupCorrelation");
    }
    return input;
  }
}
