package dev.pinwheel.nn.layer;

import dev.pinwheel.group.kernel.GridKernels;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.FeatureTypeException;
import dev.pinwheel.nn.module.Window;

/**
 * The plain layers of the talk, equivariant under translations alone:
 *
 * <pre>
 *   correlation  (k ⋆ f)(x) = Σ_y k(y − x) f(y)
 *   convolution  (k ∗ f)(x) = Σ_y k(x − y) f(y)</pre>
 *
 * <p>Their types are over the trivial group C1. Input shape [images, channels, height, width],
 * output [images, fields, height′, width′]; the size formula is the {@link Window}'s. Free
 * parameters: fields · channels · kernel^d, and a bias per field.
 */
public final class Plain extends CosetCorrelation {
  private final KernelOperator operator;

  /**
   * A plain layer with a bias per field.
   *
   * @param input a type over the trivial group
   * @param fields channels of the output
   * @param window kernel, stride, padding, dilation
   * @param operator correlation or convolution
   * @throws FeatureTypeException if the type's group has more than one element
   */
  public Plain(FeatureType input, int fields, Window window, KernelOperator operator) {
    this(input, fields, window, operator, Bias.PER_FIELD);
  }

  /**
   * A plain layer with or without bias.
   *
   * @param input a type over the trivial group
   * @param fields channels of the output
   * @param window kernel, stride, padding, dilation
   * @param operator correlation or convolution
   * @param bias whether each field gets a learned constant
   * @throws FeatureTypeException if the type's group has more than one element
   */
  public Plain(FeatureType input, int fields, Window window, KernelOperator operator, Bias bias) {
    this(input, fields, window, operator, bias, FilterInitialisation.HE);
  }

  /**
   * Chooses everything.
   *
   * @param input a type over the trivial group
   * @param fields channels of the output
   * @param window kernel, stride, padding, dilation
   * @param operator correlation or convolution
   * @param bias whether each field gets a learned constant
   * @param start how wide the filters are spread at the start
   * @throws FeatureTypeException if the type's group has more than one element
   */
  public Plain(
      FeatureType input,
      int fields,
      Window window,
      KernelOperator operator,
      Bias bias,
      FilterInitialisation start) {
    super(
        requireNoSymmetry(input, operator),
        fields,
        window,
        operator,
        bias,
        start,
        new GridKernels());
    this.operator = operator;
  }

  @Override
  public String kind() {
    return name(operator);
  }

  private static String name(KernelOperator operator) {
    return operator == KernelOperator.CORRELATION ? "correlation" : "convolution";
  }

  private static FeatureType requireNoSymmetry(FeatureType input, KernelOperator operator) {
    if (input.group().order() != 1) {
      throw new FeatureTypeException(
          "a plain "
              + name(operator)
              + " is equivariant under translations alone: it takes a type over C1, and was given '"
              + input
              + "'; use lifting or groupCorrelation");
    }
    return input;
  }
}
