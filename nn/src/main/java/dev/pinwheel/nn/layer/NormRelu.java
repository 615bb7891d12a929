package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.dense.Arithmetic;
import dev.pinwheel.nn.dense.Elementwise;
import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.Description;
import dev.pinwheel.nn.module.Initialisation;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Pass;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The rectifier on the length of each field's vector, whose direction stays:
 *
 * <pre>  y(x) = max(0, ‖f(x)‖ − β) · f(x)/‖f(x)‖,   β = log(1 + eᵇ) &gt; 0,</pre>
 *
 * for fields that transform by an orthogonal ρ that is no permutation: lengths are invariant,
 * directions turn with ρ. One learned b per field, −2 at the start (β = 0.13). A positive threshold
 * makes y continuous at f = 0, with derivatives of at most 1. Type and size stay. (D. Worrall et
 * al., <i>Harmonic Networks</i>, CVPR 2017, section 4.3, where the threshold may be negative.)
 */
public final class NormRelu extends Layer {
  private static final double START = -2;

  private final Parameter threshold;

  /**
   * A rectifier for a type.
   *
   * @param input fields of one kind that are not on cosets
   * @throws dev.pinwheel.nn.module.FeatureTypeException if they are, or there are several kinds
   */
  public NormRelu(FeatureType input) {
    super(FieldKinds.requireIrreducible("normRelu", input, "use relu"), input);
    this.threshold =
        new Parameter("bias", Parameter.Kind.BIAS, Initialisation.constant(START), input.fields());
  }

  @Override
  public String kind() {
    return "normRelu";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(threshold);
  }

  @Override
  protected FeatureMap forward(FeatureMap x, Pass pass) {
    Tensor lengths = FieldNorm.lengths(x);
    Tensor beta = pass.operand(perPixel(beta(pass), x));
    return scaled(x, torch.relu(lengths.sub(beta)).div(lengths), output());
  }

  /**
   * A number per field as one per pixel and field, shape [pixels or 1, fields]. Its derivative is a
   * sum over all pixels, in which much cancels, so that is done in float64.
   */
  static Tensor perPixel(Tensor perField, FeatureMap x) {
    if (!perField.requires_grad()) {
      return perField.unsqueeze(0);
    }
    Tensor wide = perField.to(Precision.FLOAT64.scalarType()).unsqueeze(0);
    return wide.expand(x.rows().size(0), perField.size(0));
  }

  @Override
  protected Value describe(Value x, Description to) {
    Value vectors = Fields.split(x, input().orientations());
    Value lengths = FieldNorm.lengths(vectors);
    Value factor =
        lengths
            .combine(
                Arithmetic.SUBTRACT,
                to.numbers(beta(to.pass()), Fields.perField(input().fields(), x)))
            .map(Elementwise.RELU)
            .combine(Arithmetic.DIVIDE, lengths);
    return Fields.join(vectors.combine(Arithmetic.MULTIPLY, factor));
  }

  /** The thresholds in the format of parameters. */
  private Tensor beta(Pass pass) {
    return torch.softplus(pass.get(threshold));
  }

  /** Each field's vector times a number, shape [pixels, fields]. */
  static FeatureMap scaled(FeatureMap x, Tensor factor, FeatureType output) {
    Tensor vectors = x.rows().view(-1, x.type().orientations(), x.type().fields());
    Tensor y = vectors.mul(factor.unsqueeze(1)).reshape(-1, x.type().channels());
    return FeatureMap.ofRows(output, y, x.batch(), x.size());
  }
}
