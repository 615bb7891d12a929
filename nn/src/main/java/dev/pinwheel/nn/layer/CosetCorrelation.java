package dev.pinwheel.nn.layer;

import dev.pinwheel.group.kernel.KernelFamily;
import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.feature.Sizes;
import dev.pinwheel.nn.module.Description;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Window;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * The correlation behind the talk's lifting and group correlation:
 *
 * <pre>  (k ⋆ f)(x, h) = Σ_y Σ_c k(h⁻¹(y − x), h⁻¹c) f(y, c),   c over the cosets H/K,</pre>
 *
 * from functions on H/K to functions on H. K = H lifts an image; K = {e} is the group correlation;
 * anything between takes what a projection left. Kernels are sums of a family's functions, {@code
 * k(y, c) = Σ_j w(c, j) e_j(y)} with free w.
 *
 * <p>At the start coefficients have variance 2/fanIn (He) or 1/fanIn (LeCun) with fanIn = input
 * fields · |H/K| · functions. As every function has norm 1 on the taps, the filters of all families
 * are equally strong: values without correlation between pixels keep their variance.
 */
abstract class CosetCorrelation extends Layer {
  private final Window window;
  private final KernelFamily family;
  private final FilterBank bank;
  private final Parameter weight;
  private final Parameter bias;

  CosetCorrelation(
      FeatureType input,
      int fields,
      Window window,
      KernelOperator operator,
      Bias bias,
      FilterInitialisation start,
      KernelFamily family) {
    super(input, FeatureType.regular(input.group(), fields));
    this.window = window;
    this.family = family;
    this.bank = FilterBank.of(input, family.basis(input.group(), window.kernel()), operator);
    long fanIn = (long) input.fields() * bank.filterSize();
    this.weight =
        new Parameter(
            "weight",
            Parameter.Kind.WEIGHT,
            start.rule(fanIn),
            fields,
            input.fields(),
            bank.filterSize());
    this.bias = bias.parameter(fields);
  }

  /**
   * What kernels are sums of.
   *
   * @return the family
   */
  public final KernelFamily kernels() {
    return family;
  }

  @Override
  public List<Parameter> parameters() {
    return bias == null ? List.of(weight) : List.of(weight, bias);
  }

  @Override
  public Optional<Window> window() {
    return Optional.of(window);
  }

  @Override
  public String detail() {
    return DenseCorrelation.detail(window, family);
  }

  @Override
  public long multiplyAdds(int... size) {
    long taps = Math.round(Math.pow(window.kernel(), size.length));
    return Sizes.pixels(outputSize(size)) * taps * input().channels() * output().channels();
  }

  @Override
  protected FeatureMap forward(FeatureMap x, Pass pass) {
    Tensor filters = pass.derived(this, () -> operands(pass));
    TensorOptional shift = Bias.shift(bias, output(), pass);
    return FeatureMap.ofChannels(output(), correlate(x.channels(), filters, shift));
  }

  @Override
  protected Value describe(Value x, Description to) {
    return DenseCorrelation.describe(
        x, filters(to.pass()), Bias.shift(bias, output(), to), window, to);
  }

  /** The correlation with other dense filters and shifts than its own, such as folded ones. */
  FeatureMap forward(FeatureMap x, Tensor filters, Tensor shifts) {
    return FeatureMap.ofChannels(output(), correlate(x.channels(), filters, Tensors.some(shifts)));
  }

  /** The correlation without its bias, for a layer after it that takes biases away. */
  FeatureMap forwardWithoutBias(FeatureMap x, Pass pass) {
    return FeatureMap.ofChannels(
        output(), correlate(x.channels(), operands(pass), new TensorOptional()));
  }

  /** The bias, or null where there is none. */
  Tensor bias(Pass pass) {
    return bias == null ? null : pass.get(bias);
  }

  /** The dense filters, in the format of parameters. */
  Tensor filters(Pass pass) {
    return bank.expand(pass.get(weight), pass, pass.precision().masterType());
  }

  /** The dense filters, in the format of maps. */
  private Tensor operands(Pass pass) {
    return bank.expand(pass.get(weight), pass, pass.precision().scalarType());
  }

  /** A bias per channel, in the format of parameters; zeros where there is none. */
  Tensor shifts(Pass pass) {
    return bias == null
        ? torch.zeros(new long[] {output().channels()}, pass.get(weight).options())
        : pass.get(bias).repeat(output().orientations());
  }

  private Tensor correlate(Tensor x, Tensor filters, TensorOptional shift) {
    return DenseCorrelation.of(x, filters, shift, window);
  }
}
