package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.engine.Columns;
import dev.pinwheel.nn.engine.OwnGradient;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.BatchPart;
import dev.pinwheel.nn.module.Description;
import dev.pinwheel.nn.module.Initialisation;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Mode;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Pass;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Batch norm for fields that are not on cosets:
 *
 * <pre>  y(x) = γ f(x) / √(v + 10⁻⁵),   v = the mean of ‖f‖²/deg ρ over images and pixels.</pre>
 *
 * <p>There is no mean to take away and no shift to add, since a kind without the trivial one in it
 * has no invariant vector but 0; of the remaining components all have one variance, v. In training
 * v is the batch's, and the running one moves towards it by a tenth a step; in inference the
 * running one is taken.
 *
 * <p><b>Shape.</b> Type and size stay. Parameters: γ, one per field; the running v is no parameter.
 *
 * <p><b>Equivariance.</b> Exact: ρ(g) is orthogonal, so v is invariant, and a number per field
 * commutes with ρ(g). Norms of components one by one would not. For fields on cosets see {@link
 * BatchNorm}.
 *
 * <p>In a net: {@link dev.pinwheel.nn.NetBuilder#batchNorm} where the fields are irreducible.
 */
public final class NormBatchNorm extends Layer {
  private final Parameter scale;
  private final Parameter square;

  /**
   * Batch norm for a type.
   *
   * @param input fields of one kind that are not on cosets
   * @throws dev.pinwheel.nn.module.FeatureTypeException if they are, or there are several kinds
   */
  public NormBatchNorm(FeatureType input) {
    super(FieldKinds.requireIrreducible("normBatchNorm", input, "use batchNorm"), input);
    scale = PerField.scale(input);
    square =
        new Parameter(
            "running_var", Parameter.Kind.STATISTIC, Initialisation.constant(1), input.fields());
  }

  @Override
  public String kind() {
    return "normBatchNorm";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(scale, square);
  }

  @Override
  protected FeatureMap forward(FeatureMap x, Pass pass) {
    Tensor mean = pass.get(square);
    if (pass.mode() != Mode.INFERENCE) {
      mean = meanSquare(x, pass);
      if (pass.part().index() == 0) {
        track(pass, mean);
      }
    }
    return NormRelu.scaled(x, pass.operand(NormRelu.perPixel(factor(mean, pass), x)), output());
  }

  @Override
  protected Value describe(Value x, Description to) {
    Tensor factor = factor(to.pass().get(square), to.pass()).repeat(input().orientations());
    return x.affine(to.numbers(factor), to.numbers(torch.zeros_like(factor)));
  }

  private Tensor factor(Tensor mean, Pass pass) {
    return pass.get(scale).mul(mean.add(Tensors.scalar(FieldStatistics.EPSILON)).rsqrt());
  }

  /** The mean over all parts of a batch, whose sums meet in both directions. */
  private Tensor meanSquare(FeatureMap x, Pass pass) {
    int fields = input().fields();
    Tensor squares = x.rows().to(pass.precision().masterType()).reshape(-1, fields).square();
    Tensor own = Tensors.sum(squares, 0).unsqueeze(0);
    double[] sums = Arrays.copyOf(Tensors.toDoubles(own), fields + 1);
    sums[fields] = squares.size(0);
    double[] all = pass.part().sum(sums);
    Tensor total = Columns.operand(Arrays.copyOf(all, fields), own).unsqueeze(0);
    Tensor joined = OwnGradient.attach(total, List.of(own), g -> summed(pass.part(), g));
    return joined.squeeze(0).div(Tensors.scalar(all[fields]));
  }

  /** Every part's loss depends on the sums, so a part's numbers get the derivatives of all. */
  private static Tensor[] summed(BatchPart part, Tensor gradient) {
    double[] all = part.sum(Tensors.toDoubles(gradient));
    return new Tensor[] {Columns.operand(all, gradient).unsqueeze(0)};
  }

  private void track(Pass pass, Tensor mean) {
    try (NoGradGuard guard = new NoGradGuard();
        PointerScope scope = new PointerScope()) {
      pass.get(square).lerp_(mean.detach(), Tensors.scalar(pass.statisticsRate()));
    }
  }
}
