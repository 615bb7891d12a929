package dev.pinwheel.nn.layer;

import dev.pinwheel.group.kernel.KernelBasis;
import dev.pinwheel.group.kernel.KernelFamily;
import dev.pinwheel.group.kernel.TapPermutations;
import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.feature.Sizes;
import dev.pinwheel.nn.fourier.FourierCorrelation;
import dev.pinwheel.nn.module.Description;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Window;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
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
  private final Optional<FourierCorrelation> fourier;
  private final Object spectraKey = new Object();
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
    KernelBasis basis = family.basis(input.group(), window.kernel());
    this.bank = FilterBank.of(input, basis, operator);
    this.fourier =
        input.isRegular() && window.stride() == 1 && operator == KernelOperator.CORRELATION
            ? fourier(basis, input, fields, window)
            : Optional.empty();
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

  private static Optional<FourierCorrelation> fourier(
      KernelBasis basis, FeatureType input, int fields, Window window) {
    return basis instanceof TapPermutations taps
        ? FourierCorrelation.of(taps, window.padding(), window.dilation(), input.fields(), fields)
            .filter(FourierCorrelation::mayPay)
        : Optional.empty();
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
    Optional<FourierCorrelation> inFourierDomain = fourierFor(x);
    if (inFourierDomain.isPresent()) {
      return FeatureMap.ofChannels(output(), correlate(inFourierDomain.get(), x.channels(), pass));
    }
    Tensor filters = pass.derived(this, () -> operands(pass));
    TensorOptional shift = Bias.shift(bias, output(), pass);
    return FeatureMap.ofChannels(output(), correlate(x.channels(), filters, shift));
  }

  private Tensor correlate(FourierCorrelation inFourierDomain, Tensor x, Pass pass) {
    Optional<Tensor> perField = Optional.ofNullable(bias(pass));
    if (!pass.isFrozen()) {
      return inFourierDomain.of(x, pass.get(weight), perField);
    }
    Tensor filters = pass.derived(spectraKey, () -> inFourierDomain.filters(pass.get(weight)));
    return inFourierDomain.apply(x, filters, perField);
  }

  /** How a map is correlated, if that is to be in the Fourier domain. */
  private Optional<FourierCorrelation> fourierFor(FeatureMap x) {
    return fourier.filter(f -> f.takes(x.channels()) && f.pays(x.channels()));
  }

  @Override
  protected Value describe(Value x, Description to) {
    return DenseCorrelation.describe(
        x, filters(to.pass()), Bias.shift(bias, output(), to), window, to);
  }

  /** The correlation with other dense filters and shifts than its own. */
  FeatureMap forward(FeatureMap x, Tensor filters, Tensor shifts) {
    return FeatureMap.ofChannels(output(), correlate(x.channels(), filters, Tensors.some(shifts)));
  }

  /** The correlation without its bias, for a layer after it that takes biases away. */
  FeatureMap forwardWithoutBias(FeatureMap x, Pass pass) {
    Tensor y =
        fourierFor(x)
            .map(f -> f.of(x.channels(), pass.get(weight), Optional.empty()))
            .orElseGet(() -> correlate(x.channels(), operands(pass), new TensorOptional()));
    return FeatureMap.ofChannels(output(), y);
  }

  /**
   * The correlation and an affine map per field after it, as one.
   *
   * @param affine factors and offsets, a number per channel
   * @param folded keeps what is computed of them
   */
  FeatureMap forwardFolded(
      FeatureMap x, Pass pass, Supplier<BatchNorm.Folded> affine, FoldedKeys folded) {
    Tensor shifts =
        pass.derived(folded.shifts(), () -> pass.operand(foldedShifts(pass, affine.get())));
    Optional<FourierCorrelation> inFourierDomain = fourierFor(x);
    if (inFourierDomain.isPresent()) {
      Tensor spectra =
          pass.derived(
              folded.spectra(),
              () -> inFourierDomain.get().filters(scaledWeight(pass, affine.get())));
      return FeatureMap.ofChannels(
          output(),
          inFourierDomain.get().apply(x.channels(), spectra, Optional.of(perField(shifts))));
    }
    Tensor filters =
        pass.derived(
            folded.filters(),
            () -> pass.operand(DenseCorrelation.scaled(filters(pass), affine.get().factor())));
    return forward(x, filters, shifts);
  }

  /** Where what is computed of an affine map is kept. */
  record FoldedKeys(Object filters, Object spectra, Object shifts) {
    FoldedKeys() {
      this(new Object(), new Object(), new Object());
    }
  }

  private Tensor scaledWeight(Pass pass, BatchNorm.Folded affine) {
    return DenseCorrelation.scaled(pass.get(weight), perField(affine.factor()));
  }

  private Tensor foldedShifts(Pass pass, BatchNorm.Folded affine) {
    return shifts(pass).mul(affine.factor()).add(affine.offset());
  }

  /** Of numbers per channel those of the first orientation. */
  private Tensor perField(Tensor perChannel) {
    return perChannel.narrow(0, 0, output().fields());
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
