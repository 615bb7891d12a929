package dev.pinwheel.nn.layer;

import dev.pinwheel.group.kernel.GridKernels;
import dev.pinwheel.group.kernel.KernelFamily;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.FeatureTypeException;
import dev.pinwheel.nn.module.Window;

/**
 * The group correlation of the talk: between functions on R^d ⋊ H,
 *
 * <pre>  (k ⋆ f)(x, h) = Σ_y Σ_h′ k(h⁻¹(y − x), h⁻¹h′) f(y, h′).</pre>
 *
 * <p>Equivariant in space and along the group axis: {@code k ⋆ L_g f = L_g (k ⋆ f)}. Takes quotient
 * fields too, with cosets in the place of h′. Input shape [images, fields, |H/K|, height, width],
 * output [images, fields′, |H|, height′, width′]; the size formula is the {@link Window}'s. Free
 * parameters: fields′ · fields · |H/K| · functions, and a bias per field; the family {@code grid}
 * has kernel^d functions. A kernel of 1 mixes fields and orientations pixel by pixel.
 *
 * <p>Exact under the elements of H that map the pixel grid onto itself. Under the others, such as
 * the rotation by 45° in C8, it is as exact as the family's functions are sampled finely.
 */
public final class GroupCorrelation extends CosetCorrelation {
  /**
   * Correlates with a bias per field.
   *
   * @param input a regular or quotient type
   * @param fields regular fields of the output
   * @param window kernel, stride, padding, dilation
   * @throws FeatureTypeException if the input type is trivial and the group is not
   * @throws IllegalArgumentException if the group does not preserve the pixel grid
   */
  public GroupCorrelation(FeatureType input, int fields, Window window) {
    this(input, fields, window, Bias.PER_FIELD);
  }

  /**
   * Correlates with or without bias.
   *
   * @param input a regular or quotient type
   * @param fields regular fields of the output
   * @param window kernel, stride, padding, dilation
   * @param bias whether each field gets a learned constant
   * @throws FeatureTypeException if the input type is trivial and the group is not
   * @throws IllegalArgumentException if the group does not preserve the pixel grid
   */
  public GroupCorrelation(FeatureType input, int fields, Window window, Bias bias) {
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
   * @throws FeatureTypeException if the input type is trivial and the group is not
   * @throws IllegalArgumentException if the group does not preserve the pixel grid
   */
  public GroupCorrelation(
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
  public GroupCorrelation(
      FeatureType input,
      int fields,
      Window window,
      Bias bias,
      FilterInitialisation start,
      KernelFamily family) {
    super(requireLifted(input), fields, window, KernelOperator.CORRELATION, bias, start, family);
  }

  @Override
  public String kind() {
    return "groupCorrelation";
  }

  private static FeatureType requireLifted(FeatureType input) {
    FieldKinds.requireOneOnCosets("groupCorrelation", input, "use fieldCorrelation");
    if (input.isTrivial() && !input.isRegular()) {
      throw new FeatureTypeException(
          "groupCorrelation takes functions on the group such as '"
              + FeatureType.regular(input.group(), input.fields())
              + "' and was given '"
              + input
              + "': use lifting");
    }
    return input;
  }
}
