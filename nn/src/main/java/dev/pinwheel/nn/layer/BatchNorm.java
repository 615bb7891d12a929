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
  private static final double EPSILON = 1e-5;

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
    Tensor rows = x.rows();
    Tensor y = pass.mode() == Mode.INFERENCE ? byRunning(rows, pass) : byBatch(rows, pass);
    return FeatureMap.ofRows(output(), y, x.batch(), x.size());
  }

  private Tensor byRunning(Tensor rows, Pass pass) {
    Tensor factor = pass.get(scale).mul(inverseDeviation(pass.get(variance)));
    Tensor offset = pass.get(shift).sub(pass.get(mean).mul(factor));
    return torch.addcmul(spread(offset), rows, spread(factor));
  }

  private Tensor byBatch(Tensor rows, Pass pass) {
    double count = (double) rows.size(0) * input().orientations();
    Tensor mu = perField(rows).div(Tensors.scalar(count));
    Tensor centred = rows.sub(spread(mu));
    Tensor sigma2 = perField(centred.mul(centred)).div(Tensors.scalar(count));
    track(pass, mu, sigma2, count);
    Tensor factor = pass.get(scale).mul(inverseDeviation(sigma2));
    return torch.addcmul(spread(pass.get(shift)), centred, spread(factor));
  }

  /** Moves the running statistics towards the batch's, with the unbiased variance. */
  private void track(Pass pass, Tensor mu, Tensor sigma2, double count) {
    try (NoGradGuard guard = new NoGradGuard()) {
      double rate = pass.statisticsRate();
      double unbias = count > 1 ? count / (count - 1) : 1;
      pass.get(mean).lerp_(mu.detach(), Tensors.scalar(rate));
      pass.get(variance).lerp_(sigma2.detach().mul(Tensors.scalar(unbias)), Tensors.scalar(rate));
    }
  }

  /** Sums over rows and over the group axis. */
  private Tensor perField(Tensor rows) {
    Tensor channels = Tensors.sum(rows, 0);
    return Tensors.sum(channels.view(input().orientations(), input().fields()), 0);
  }

  /** One number per field to one per channel; channels are group-major. */
  private Tensor spread(Tensor perField) {
    return perField.repeat(input().orientations());
  }

  private static Tensor inverseDeviation(Tensor variance) {
    return torch.rsqrt(variance.add(Tensors.scalar(EPSILON)));
  }
}
