package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.Initialisation;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Mode;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Pass;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Batch norm per field: {@code y = γ (x − μ) / √(σ² + 10⁻⁵) + β}.
 *
 * <p>One μ, σ², γ and β per field, shared over images, pixels and the group axis; anything finer
 * would tell orientations apart and break equivariance. Trains on the batch's statistics, predicts
 * with running ones. Parameters: two per field.
 */
public final class BatchNorm extends Layer {
  private final Parameter scale;
  private final Parameter shift;
  private final Parameter mean;
  private final Parameter variance;

  /**
   * Batch norm for a type.
   *
   * @param input any type
   */
  public BatchNorm(FeatureType input) {
    super(input, input);
    int n = input.fields();
    scale = new Parameter("weight", Parameter.Kind.BIAS, Initialisation.constant(1), n);
    shift = new Parameter("bias", Parameter.Kind.BIAS, Initialisation.constant(0), n);
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
    return forward(x, pass, new Normaliser.Plain());
  }

  /** Batch norm and what follows it. */
  FeatureMap forward(FeatureMap x, Pass pass, Normaliser.Epilogue epilogue) {
    Tensor rows = x.rows();
    Tensor y;
    if (pass.mode() == Mode.INFERENCE) {
      y = byRunning(rows, pass);
    } else {
      Normaliser batch =
          new Normaliser(rows, input().orientations(), pass.precision().masterType());
      track(pass, batch);
      y = batch.apply(rows, pass.get(scale), pass.get(shift), epilogue);
    }
    return FeatureMap.ofRows(output(), y, x.batch(), x.size());
  }

  private Tensor byRunning(Tensor rows, Pass pass) {
    Folded map = folded(pass);
    if (pass.isFrozen()) {
      return Tensors.affine(rows.contiguous(), map.factor, map.offset);
    }
    return torch.addcmul(map.offset, rows, map.factor);
  }

  /** With running statistics, what this layer multiplies a channel with and adds to it. */
  Folded folded(Pass pass) {
    Tensor inverse = pass.get(variance).add(Tensors.scalar(Normaliser.EPSILON)).rsqrt();
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

  /** Moves the running statistics towards the batch's, with the unbiased variance. */
  private void track(Pass pass, Normaliser batch) {
    try (NoGradGuard guard = new NoGradGuard()) {
      Scalar rate = Tensors.scalar(pass.statisticsRate());
      double n = batch.count();
      Tensor unbiased = batch.variance().mul(Tensors.scalar(n > 1 ? n / (n - 1) : 1));
      pass.get(mean).lerp_(batch.mean(), rate);
      pass.get(variance).lerp_(unbiased, rate);
    }
  }

  /** One number per field to one per channel; channels are group-major. */
  private Tensor spread(Tensor perField) {
    return perField.repeat(input().orientations());
  }
}
