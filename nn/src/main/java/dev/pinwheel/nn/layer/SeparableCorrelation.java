package dev.pinwheel.nn.layer;

import dev.pinwheel.group.kernel.KernelBasis;
import dev.pinwheel.group.kernel.KernelFamily;
import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.feature.Sizes;
import dev.pinwheel.nn.module.Description;
import dev.pinwheel.nn.module.FeatureTypeException;
import dev.pinwheel.nn.module.Initialisation;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Window;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * The group correlation with a kernel that is a product: first over H, pixel by pixel, then over
 * space, field by field.
 *
 * <pre>
 *   g_o(y, h)       = Σ_i Σ_c k_H,oi(h⁻¹c) f_i(y, c),   c over the cosets H/K
 *   (k ⋆ f)_o(x, h) = Σ_y k_X,o(h⁻¹(y − x)) g_o(y, h)</pre>
 *
 * <p>That is the group correlation, or for trivial fields the lifting, with the kernel {@code
 * k_oi(y, c) = k_X,o(y) k_H,oi(c)}; so it is as equivariant: {@code k ⋆ L_g f = L_g (k ⋆ f)},
 * exactly for groups and families that are exact. The spatial filters are depthwise, one per output
 * field, and turn with the orientation. (Knigge, Romero and Bekkers, <i>Exploiting Redundancy:
 * Separable Group Convolutional Networks on Lie Groups</i>, ICML 2022, section 4.)
 *
 * <p>Shapes: [images, n, |H/K|, height, width] to [images, m, |H|, height′, width′]; the size
 * formula is the {@link Window}'s. With J spatial functions per kernel (k^d free taps), P input and
 * P′ output pixels:
 *
 * <table>
 * <caption>Separable and full</caption>
 * <tr><th></th><th>separable</th><th>full</th></tr>
 * <tr><td>free parameters</td><td>m·n·|H/K| + m·J + m</td><td>m·n·|H/K|·J + m</td></tr>
 * <tr><td>multiply-adds</td><td>P·m|H|·n|H/K| + P′·m|H|·k^d</td><td>P′·m|H|·n|H/K|·k^d</td></tr>
 * <tr><td>C4, n = m = 10, k = 3, J = 9</td><td>500; 1,960 a pixel</td>
 *     <td>3,610; 14,400 a pixel</td></tr>
 * <tr><td>D4, n = m = 16, k = 5, J = 25</td><td>2,464; 19,584 a pixel</td>
 *     <td>51,216; 409,600 a pixel</td></tr>
 * <tr><td>O, n = m = 4, k = 3, J = 27</td><td>496; 11,808 a pixel</td>
 *     <td>10,372; 248,832 a pixel</td></tr>
 * </table>
 *
 * <p>Filters start so that activations keep their variance: k_H with variance 1/(n·|H/K|), k_X with
 * 2/J (or 1/J, see {@link FilterInitialisation}).
 */
public final class SeparableCorrelation extends Layer {
  private final Window window;
  private final KernelBasis basis;
  private final Parameter groupWeight;
  private final Parameter spatialWeight;
  private final Parameter bias;
  private final Object functionsKey = new Object();
  private final Object mixKey = new Object();
  private final Object filtersKey = new Object();

  /**
   * Chooses everything.
   *
   * @param input a trivial, regular or quotient type
   * @param fields regular fields of the output
   * @param window kernel, stride, padding, dilation
   * @param bias whether each field gets a learned constant
   * @param start how wide the filters are spread at the start
   * @param family what spatial kernels are made of
   * @throws FeatureTypeException if the input has fields of several kinds, or not on cosets
   * @throws IllegalArgumentException if the family has no kernels for the group
   */
  public SeparableCorrelation(
      FeatureType input,
      int fields,
      Window window,
      Bias bias,
      FilterInitialisation start,
      KernelFamily family) {
    super(
        FieldKinds.requireOneOnCosets(
            "separableCorrelation", input, "use fieldCorrelation, or a projection before it"),
        FeatureType.regular(input.group(), fields));
    this.window = window;
    this.basis = family.basis(input.group(), window.kernel());
    this.groupWeight =
        new Parameter(
            "groupWeight",
            Parameter.Kind.WEIGHT,
            Initialisation.leCun(input.channels()),
            fields,
            input.fields(),
            input.orientations());
    this.spatialWeight =
        new Parameter(
            "spatialWeight",
            Parameter.Kind.WEIGHT,
            start.rule(basis.functions()),
            fields,
            basis.functions());
    this.bias = bias.parameter(fields);
  }

  @Override
  public String kind() {
    return "separableCorrelation";
  }

  @Override
  public List<Parameter> parameters() {
    return bias == null
        ? List.of(groupWeight, spatialWeight)
        : List.of(groupWeight, spatialWeight, bias);
  }

  @Override
  public Optional<Window> window() {
    return Optional.of(window);
  }

  @Override
  public long multiplyAdds(int... size) {
    long taps = Sizes.pixels(sides(size.length));
    return output().channels()
        * (Sizes.pixels(size) * input().channels() + Sizes.pixels(outputSize(size)) * taps);
  }

  @Override
  protected FeatureMap forward(FeatureMap x, Pass pass) {
    Tensor mix = pass.derived(mixKey, () -> pass.operand(mix(pass)));
    Tensor filters = pass.derived(filtersKey, () -> pass.operand(filters(pass)));
    FeatureMap mixed =
        FeatureMap.ofRows(output(), torch.linear(x.rows(), mix), x.batch(), x.size());
    TensorOptional shift = Bias.shift(bias, output(), pass);
    return DepthwiseCorrelation.of(mixed, filters, shift, window);
  }

  @Override
  protected Value describe(Value x, Description to) {
    Value mixed = DenseCorrelation.describeMatrix(x, mix(to.pass()), Optional.empty(), to);
    return DenseCorrelation.describeDepthwise(
        mixed, filters(to.pass()), Bias.shift(bias, output(), to), window, to);
  }

  /** The dense matrix k_H(h⁻¹c), shape [|H|·m, |H/K|·n], group-major. */
  private Tensor mix(Pass pass) {
    long out = output().fields();
    long in = input().fields();
    long h = output().orientations();
    long c = input().orientations();
    return pass.get(groupWeight)
        .index_select(2, pass.constant(this, () -> torch.tensor(input().cosets().sources())))
        .view(out, in, h, c)
        .permute(2, 0, 3, 1)
        .reshape(h * out, c * in);
  }

  /** The filters k_X(h⁻¹y), shape [|H|·m, 1, kernel axes…], group-major. */
  private Tensor filters(Pass pass) {
    long h = output().orientations();
    int d = input().group().dimension();
    long[] shape = new long[d + 2];
    Arrays.fill(shape, window.kernel());
    shape[0] = output().channels();
    shape[1] = 1;
    return pass.get(spatialWeight)
        .mm(pass.constant(functionsKey, () -> functions(pass)))
        .view(output().fields(), h, basis.taps().points())
        .transpose(0, 1)
        .reshape(shape);
  }

  /** e_j(h⁻¹y) in the format of parameters, shape [functions, |H|·taps]. */
  private Tensor functions(Pass pass) {
    int taps = basis.taps().points();
    int order = input().group().order();
    double[] values = new double[basis.functions() * order * taps];
    for (int j = 0; j < basis.functions(); j++) {
      for (int h = 0; h < order; h++) {
        System.arraycopy(basis.turned(h, j), 0, values, (j * order + h) * taps, taps);
      }
    }
    return Tensors.of(values, basis.functions(), (long) order * taps)
        .to(pass.precision().masterType());
  }

  private int[] sides(int axes) {
    int[] sides = new int[axes];
    Arrays.fill(sides, window.kernel());
    return sides;
  }
}
