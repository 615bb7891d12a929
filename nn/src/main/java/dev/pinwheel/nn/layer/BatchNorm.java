package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.engine.ColumnMap;
import dev.pinwheel.nn.engine.Columns;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
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
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Batch norm per field (S. Ioffe &amp; C. Szegedy, <i>Batch Normalization</i>, ICML 2015):
 *
 * <pre>  y(x, c) = γ (f(x, c) − μ) / √(σ² + 10⁻⁵) + β.</pre>
 *
 * <p>One μ, σ², γ and β per field, shared over images, pixels and the group axis. In training μ and
 * σ² (the biased one) are the batch's; the running ones move towards the batch's mean and unbiased
 * variance by a tenth a step. In inference the running ones are taken, and the layer is a
 * multiplication and an addition, which is folded into the correlation before it. In calibration
 * the running ones become the plain means over the batches.
 *
 * <p><b>Shape.</b> Type and size stay. Parameters: two per field, γ = 1 and β = 0 at the start.
 *
 * <p><b>Equivariance.</b> Exact for fields on cosets: L_g permutes the values that a field's
 * statistics are taken over, which leaves them alone, and the affine map is the same at every pixel
 * and orientation. Anything finer, such as statistics per channel, would tell orientations apart
 * and break it (Cohen &amp; Welling, <i>Group Equivariant Convolutional Networks</i>, 2016). Other
 * kinds have {@link NormBatchNorm}.
 *
 * <p>In training an image's values depend on the batch it is in; {@link GroupNorm} and {@link
 * LayerNorm} don't. In a net: {@link dev.pinwheel.nn.NetBuilder#batchNorm}.
 */
public final class BatchNorm extends Layer {
  /** With it, what {@link Epilogue} takes for less than any number ends below zero. */
  private static final double LEAST_RISING = 1e-12;

  private final Parameter scale;
  private final Parameter shift;
  private final Parameter mean;
  private final Parameter variance;

  /**
   * Batch norm for a type.
   *
   * @param input any type of one kind of fields, on cosets
   * @throws dev.pinwheel.nn.module.FeatureTypeException if it is another; see {@link PerPart} and
   *     {@link NormBatchNorm}
   */
  public BatchNorm(FeatureType input) {
    super(
        FieldKinds.requireOneOnCosets(
            "batchNorm", input, "use PerPart, and NormBatchNorm for other kinds"),
        input);
    int n = input.fields();
    scale = PerField.scale(input);
    shift = PerField.shift(input);
    mean = new Parameter("running_mean", Parameter.Kind.STATISTIC, Initialisation.constant(0), n);
    variance =
        new Parameter("running_var", Parameter.Kind.STATISTIC, Initialisation.constant(1), n);
  }

  @Override
  public String kind() {
    return "batchNorm";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(scale, shift, mean, variance);
  }

  @Override
  protected FeatureMap forward(FeatureMap x, Pass pass) {
    if (pass.mode() == Mode.INFERENCE) {
      return FeatureMap.ofRows(output(), byRunning(x.rows(), pass), x.batch(), x.size());
    }
    return forward(x, pass, new Epilogue.Plain(), null);
  }

  @Override
  protected Value describe(Value x, Description to) {
    Folded map = folded(to.pass());
    return x.affine(to.numbers(map.factor), to.numbers(map.offset));
  }

  /**
   * Batch norm by the batch's own statistics and what follows it. To the input a bias per field is
   * thought added, if one is given: batch norm takes it away again, so it moves the tracked mean
   * alone, and its derivative is zero.
   */
  FeatureMap forward(FeatureMap x, Pass pass, Epilogue epilogue, Tensor bias) {
    Normaliser batch = new Normaliser(x, pass.part());
    track(pass, batch.statistics(), bias);
    return batch.apply(pass.get(scale), pass.get(shift), bias, epilogue);
  }

  /** The same of a {@linkplain PatchNormaliser#suits suitable} correlation, together with it. */
  FeatureMap forward(CosetCorrelation correlation, FeatureMap x, Pass pass, Epilogue epilogue) {
    PatchNormaliser batch = new PatchNormaliser(correlation, x, pass);
    track(pass, batch.statistics(), correlation.bias(pass));
    return batch.apply(pass.get(scale), pass.get(shift), epilogue);
  }

  private Tensor byRunning(Tensor rows, Pass pass) {
    Folded map = folded(pass);
    if (pass.isFrozen()) {
      Tensor y = torch.empty_like(rows);
      new ColumnMap(map.factor, map.offset, rows).apply(y, rows.contiguous());
      return y;
    }
    return torch.addcmul(map.offset, rows, map.factor);
  }

  /** Whether, in training, it rises with its argument, and not too slowly to be noticed. */
  boolean rises(Pass pass) {
    return Arrays.stream(Tensors.toDoubles(pass.get(scale))).allMatch(f -> f > LEAST_RISING);
  }

  /** With running statistics, what this layer multiplies a channel with and adds to it. */
  Folded folded(Pass pass) {
    Tensor inverse = pass.get(variance).add(Tensors.scalar(FieldStatistics.EPSILON)).rsqrt();
    Tensor factor = pass.get(scale).mul(inverse);
    Tensor offset = pass.get(shift).sub(pass.get(mean).mul(factor));
    return new Folded(spread(factor), spread(offset));
  }

  /**
   * An affine map per channel, in the format of parameters.
   *
   * @param factor a number per channel
   * @param offset a number per channel
   */
  record Folded(Tensor factor, Tensor offset) {}

  /**
   * Moves the running statistics towards the batch's, with the unbiased variance; of all parts the
   * first does.
   */
  private void track(Pass pass, FieldStatistics batch, Tensor bias) {
    if (pass.part().index() != 0) {
      return;
    }
    try (NoGradGuard guard = new NoGradGuard();
        PointerScope scope = new PointerScope()) {
      Scalar rate = Tensors.scalar(pass.statisticsRate());
      double[] means = batch.mean();
      if (bias != null) {
        double[] added = Tensors.toDoubles(bias);
        Arrays.setAll(means, f -> means[f] + added[f]);
      }
      Tensor runningMean = pass.get(mean);
      Tensor runningVariance = pass.get(variance);
      runningMean.lerp_(Columns.operand(means, runningMean), rate);
      runningVariance.lerp_(Columns.operand(batch.unbiasedVariance(), runningVariance), rate);
    }
  }

  /** One number per field to one per channel; channels are group-major. */
  private Tensor spread(Tensor perField) {
    return perField.repeat(input().orientations());
  }
}
