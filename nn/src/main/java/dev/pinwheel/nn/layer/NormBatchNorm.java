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
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Batch norm for fields that are not on cosets: {@code y = γ f / √(mean ‖f‖²/deg ρ + 10⁻⁵)}, the
 * mean over images and pixels.
 *
 * <p>There is no mean to take away and no shift to add, since a kind without the trivial one in it
 * has no invariant vector but 0. One γ and one running variance, the mean of ‖f‖²/deg ρ, per field.
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
    int n = input.fields();
    scale = new Parameter("weight", Parameter.Kind.BIAS, Initialisation.constant(1), n);
    square = new Parameter("running_var", Parameter.Kind.STATISTIC, Initialisation.constant(1), n);
  }

  @Override
  public String kind() {
    return "normBatchNorm";
  }

  /** Means are over all images, and not yet over {@link dev.pinwheel.nn.module.BatchPart}. */
  @Override
  public boolean mixesImages() {
    return true;
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
      track(pass, mean);
    }
    Tensor factor =
        pass.get(scale).mul(mean.add(Tensors.scalar(Normaliser.EPSILON)).rsqrt()).unsqueeze(0);
    return NormRelu.scaled(x, pass.operand(factor), output());
  }

  private Tensor meanSquare(FeatureMap x, Pass pass) {
    long degree = input().orientations();
    ScalarType wide = pass.precision().masterType();
    Tensor vectors = x.rows().to(wide).view(-1, degree, input().fields());
    return Tensors.mean(vectors.square().view(-1, input().fields()), 0);
  }

  private void track(Pass pass, Tensor mean) {
    try (NoGradGuard guard = new NoGradGuard();
        PointerScope scope = new PointerScope()) {
      pass.get(square).lerp_(mean.detach(), Tensors.scalar(pass.statisticsRate()));
    }
  }
}
