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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The correlation between any kinds of fields, such as from {@code C16: 4 regular} to {@code C16: 5
 * regular + 2 quotient(C8) + 4 trivial + 3 irrep(1)}:
 *
 * <pre>  (K ⋆ f)(x) = Σ_y K(y − x) f(y),   K(hy) = ρ(h) K(y) σ(h)⁻¹.</pre>
 *
 * <p>The condition on K is what equivariance asks for; all kernels of a family that meet it are
 * used, each with a free coefficient ({@link dev.pinwheel.group.kernel.EquivariantKernels}). From
 * fields on cosets to regular ones it is {@link LiftingCorrelation} and {@link GroupCorrelation}.
 * Input shape [images, channels, height, width], output [images, channels′, height′, width′]; the
 * size formula is the {@link Window}'s. Free parameters: for each pair of kinds, fields′ · fields ·
 * kernels, and a bias per field whose kind is on cosets; other kinds have no invariant value to
 * add.
 *
 * <p>At the start coefficients have variance 2/fanIn (He) or 1/fanIn (LeCun) with fanIn the number
 * of coefficients that an output field sums over.
 */
public final class FieldCorrelation extends Layer {
  private final Window window;
  private final KernelFamily family;
  private final KernelBasis basis;
  private final List<Row> rows = new ArrayList<>();
  private final List<Parameter> parameters = new ArrayList<>();

  /** What makes one part of the output: a bank for each part of the input. */
  private record Row(
      FeatureType output, List<PairBank> banks, List<Parameter> weights, Parameter bias) {}

  /**
   * Correlates fields of any kinds.
   *
   * @param input any type
   * @param output any type of the same group
   * @param window kernel, stride, padding, dilation
   * @param bias whether fields on cosets get a learned constant
   * @param start how wide coefficients are spread at the start
   * @param family what kernels are sums of
   * @throws FeatureTypeException if the groups differ, or a part of the output gets nothing from
   *     any part of the input, for the family has no kernel between them
   * @throws IllegalArgumentException if the family has no kernels for this group and size
   */
  public FieldCorrelation(
      FeatureType input,
      FeatureType output,
      Window window,
      Bias bias,
      FilterInitialisation start,
      KernelFamily family) {
    super(input, output);
    if (!input.group().equals(output.group())) {
      throw new FeatureTypeException(
          "fieldCorrelation cannot take '"
              + input
              + "' to '"
              + output
              + "': the groups differ; restrict the input first");
    }
    this.window = window;
    this.family = family;
    this.basis = family.basis(input.group(), window.kernel());
    for (FeatureType part : output.parts()) {
      rows.add(row(part, bias, start));
    }
  }

  private Row row(FeatureType part, Bias bias, FilterInitialisation start) {
    List<PairBank> banks = new ArrayList<>();
    long fanIn = 0;
    for (FeatureType from : input().parts()) {
      PairBank bank = new PairBank(from, part, basis);
      banks.add(bank);
      fanIn += (long) from.fields() * bank.count();
    }
    if (fanIn == 0) {
      throw new FeatureTypeException(
          "no kernel of "
              + window
              + " takes '"
              + input()
              + "' to '"
              + part
              + "': use a larger kernel or other fields");
    }
    String number = "_" + rows.size();
    List<Parameter> weights = new ArrayList<>();
    for (int q = 0; q < banks.size(); q++) {
      int count = banks.get(q).count();
      weights.add(
          count == 0
              ? null
              : new Parameter(
                  "weight" + number + "_" + q,
                  Parameter.Kind.WEIGHT,
                  start.rule(fanIn),
                  part.fields(),
                  input().parts().get(q).fields(),
                  count));
    }
    weights.stream().filter(w -> w != null).forEach(parameters::add);
    Parameter constant = null;
    if (bias == Bias.PER_FIELD && part.isPermuted()) {
      constant =
          new Parameter(
              "bias" + number, Parameter.Kind.BIAS, Initialisation.constant(0), part.fields());
      parameters.add(constant);
    }
    return new Row(part, banks, weights, constant);
  }

  @Override
  public String kind() {
    return "fieldCorrelation";
  }

  @Override
  public List<Parameter> parameters() {
    return List.copyOf(parameters);
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
    return Sizes.pixels(outputSize(size))
        * basis.taps().points()
        * input().channels()
        * output().channels();
  }

  @Override
  protected FeatureMap forward(FeatureMap x, Pass pass) {
    Tensor filters = pass.derived(this, () -> pass.operand(filters(pass)));
    Tensor shifts = shifts(pass);
    TensorOptional shift =
        shifts == null ? new TensorOptional() : Tensors.some(pass.operand(shifts));
    return FeatureMap.ofChannels(
        output(), DenseCorrelation.of(x.channels(), filters, shift, window));
  }

  @Override
  protected Value describe(Value x, Description to) {
    Tensor shifts = shifts(to.pass());
    return DenseCorrelation.describe(
        x, filters(to.pass()), Optional.ofNullable(shifts).map(to::numbers), window, to);
  }

  /** [output channels, input channels, kernel axes…], channels last in memory. */
  private Tensor filters(Pass pass) {
    TensorVector all = new TensorVector();
    for (Row row : rows) {
      TensorVector blocks = new TensorVector();
      for (int q = 0; q < row.banks.size(); q++) {
        Parameter weight = row.weights.get(q);
        blocks.push_back(
            weight == null
                ? zeros(row.output, input().parts().get(q), pass)
                : row.banks.get(q).expand(weight, pass));
      }
      all.push_back(torch.cat(blocks, 2));
    }
    return DenseCorrelation.channelsLast(
        torch.cat(all, 0),
        output().channels(),
        input().channels(),
        window.kernel(),
        input().group().dimension());
  }

  private Tensor zeros(FeatureType to, FeatureType from, Pass pass) {
    return torch.zeros(
        new long[] {to.channels(), basis.taps().points(), from.channels()},
        pass.get(parameters.get(0)).options());
  }

  /** A bias per channel, or null if no part has one. */
  private Tensor shifts(Pass pass) {
    if (rows.stream().allMatch(row -> row.bias == null)) {
      return null;
    }
    TensorVector all = new TensorVector();
    for (Row row : rows) {
      all.push_back(
          row.bias == null
              ? torch.zeros(
                  new long[] {row.output.channels()}, pass.get(parameters.get(0)).options())
              : pass.get(row.bias).repeat(row.output.orientations()));
    }
    return torch.cat(all, 0);
  }
}
