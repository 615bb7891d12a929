package dev.pinwheel.nn.layer;

import dev.pinwheel.group.kernel.GridKernels;
import dev.pinwheel.group.kernel.KernelFamily;
import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.engine.Correlations;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.feature.Sizes;
import dev.pinwheel.nn.module.Description;
import dev.pinwheel.nn.module.FeatureTypeException;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Window;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The adjoint of the strided {@link GroupCorrelation}, which makes maps larger:
 *
 * <pre>  (kᵀ f)(y, h′) = Σ_x Σ_h k(h⁻¹(y − x), h⁻¹h′) f(x, h),</pre>
 *
 * x over the positions at which the window of the correlation stands in the larger map. So {@code
 * ⟨k ⋆ u, f⟩ = ⟨u, kᵀ f⟩}, and the adjoint of an equivariant map is equivariant: permutations of
 * pixels and orientations are orthogonal.
 *
 * <p>Input shape [images, fields, |H|, height, width], output [images, fields′, |H|, height′,
 * width′]. An axis of size n becomes one of size
 *
 * <pre>  (n − 1)·stride − 2·padding + dilation·(kernel − 1) + 1.</pre>
 *
 * <p>Exact for every n, as each position spreads symmetrically; the sizes that come out are those
 * that the size rule lets the correlation in. Kernel 2 and stride 2, or kernel 4, stride 2 and
 * padding 1, double an axis. A kernel that is no multiple of the stride reaches some pixels by more
 * taps than others, which shows as a chequered pattern.
 *
 * <p>Free parameters: fields · fields′ · |H| · functions of the kernels' family (kernel^d if taps
 * are free), in the layout of the correlation's from output to input, and a bias per output field.
 * Filters start with variance 2/fanIn, or 1/fanIn; fanIn is the mean number of terms in a sum,
 * fields · |H| · (kernel/stride)^d.
 */
public final class TransposedGroupCorrelation extends Layer {
  private final Window spread;
  private final FilterBank bank;
  private final Parameter weight;
  private final Parameter bias;

  /**
   * The adjoint with a bias per field.
   *
   * @param input a regular type
   * @param fields regular fields of the output
   * @param spread the correlation's window: kernel, stride, padding, dilation
   * @throws FeatureTypeException if the input type is not regular
   * @throws IllegalArgumentException if the group does not preserve the pixel grid
   */
  public TransposedGroupCorrelation(FeatureType input, int fields, Window spread) {
    this(input, fields, spread, Bias.PER_FIELD, FilterInitialisation.HE);
  }

  /**
   * Chooses all but the kernels, which have free taps.
   *
   * @param input a regular type
   * @param fields regular fields of the output
   * @param spread the correlation's window: kernel, stride, padding, dilation
   * @param bias whether each field gets a learned constant
   * @param start how wide the filters are spread at the start
   * @throws FeatureTypeException if the input type is not regular
   * @throws IllegalArgumentException if the group does not preserve the pixel grid
   */
  public TransposedGroupCorrelation(
      FeatureType input, int fields, Window spread, Bias bias, FilterInitialisation start) {
    this(input, fields, spread, bias, start, new GridKernels());
  }

  /**
   * Chooses everything.
   *
   * @param input a regular type
   * @param fields regular fields of the output
   * @param spread the correlation's window: kernel, stride, padding, dilation
   * @param bias whether each field gets a learned constant
   * @param start how wide the coefficients are spread at the start
   * @param family what kernels are sums of
   * @throws FeatureTypeException if the input type is not regular
   * @throws IllegalArgumentException if the family has no kernels for this group or size
   */
  public TransposedGroupCorrelation(
      FeatureType input,
      int fields,
      Window spread,
      Bias bias,
      FilterInitialisation start,
      KernelFamily family) {
    super(requireRegular(input), input.withFields(fields));
    this.spread = spread;
    this.bank =
        FilterBank.of(
            output(), family.basis(input.group(), spread.kernel()), KernelOperator.CORRELATION);
    int d = input.group().dimension();
    double terms = input.fields() * bank.filterSize() / Math.pow(spread.stride(), d);
    this.weight =
        new Parameter(
            "weight",
            Parameter.Kind.WEIGHT,
            start.rule(Math.max(1, Math.round(terms))),
            input.fields(),
            fields,
            bank.filterSize());
    this.bias = bias.parameter(fields);
  }

  private static FeatureType requireRegular(FeatureType input) {
    if (!input.isRegular()) {
      throw new FeatureTypeException(
          "transposedGroupCorrelation takes functions on the group such as '"
              + FeatureType.regular(input.group(), input.fields())
              + "' and was given '"
              + input
              + "': put a lifting or a groupCorrelation before it");
    }
    return input;
  }

  @Override
  public String kind() {
    return "transposedGroupCorrelation";
  }

  @Override
  public String detail() {
    return spread.toString();
  }

  @Override
  public List<Parameter> parameters() {
    return bias == null ? List.of(weight) : List.of(weight, bias);
  }

  @Override
  public int[] outputSize(int... size) {
    int[] larger = new int[size.length];
    for (int axis = 0; axis < size.length; axis++) {
      larger[axis] = (size[axis] - 1) * spread.stride() - 2 * spread.padding() + spread.extent();
      if (larger[axis] < 1) {
        throw new IllegalArgumentException(
            "a transposed "
                + spread
                + " leaves nothing of an axis of size "
                + size[axis]
                + ": take less padding, or larger images");
      }
    }
    return larger;
  }

  @Override
  public long multiplyAdds(int... size) {
    long taps = Math.round(Math.pow(spread.kernel(), size.length));
    return Sizes.pixels(size) * taps * input().channels() * output().channels();
  }

  @Override
  protected FeatureMap forward(FeatureMap x, Pass pass) {
    Tensor filters = pass.derived(this, () -> filters(pass, pass.precision().scalarType()));
    TensorOptional shift = Bias.shift(bias, output(), pass);
    Correlations.Motion motion = DenseCorrelation.motion(spread, 1, true);
    return FeatureMap.ofChannels(output(), Correlations.of(x.channels(), filters, shift, motion));
  }

  @Override
  protected Value describe(Value x, Description to) {
    return x.correlateTransposed(
        to.numbers(filters(to.pass(), to.pass().precision().masterType())),
        Bias.shift(bias, output(), to),
        DenseCorrelation.sliding(spread));
  }

  /** The correlation's own dense filters: its outputs are what this layer takes. */
  private Tensor filters(Pass pass, ScalarType format) {
    return bank.expand(pass.get(weight), pass, format);
  }
}
