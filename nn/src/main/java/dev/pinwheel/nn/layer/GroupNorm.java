package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.Initialisation;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Pass;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Group norm per image: {@code y = γ (x − μ) / √(σ² + 10⁻⁵) + β} (Wu &amp; He, <i>Group
 * Normalization</i>, ECCV 2018).
 *
 * <p>"Group" means fields here: n fields fall into equal groups of neighbours, and μ and σ² are
 * over an image's pixels, orientations and the fields of one group. γ and β are per field. A set
 * that the point group permutes has the same mean and variance afterwards, so the layer is
 * equivariant for every size. With one group it is the layer norm over all of an image; with n,
 * instance norm.
 *
 * <p>The same function in training and inference, image by image: it suits small batches. Type and
 * size stay. Parameters: two per field.
 */
public final class GroupNorm extends Layer {
  private final int groups;
  private final Parameter scale;
  private final Parameter shift;

  /**
   * Group norm for a type.
   *
   * @param input any type
   * @param groups how many groups the fields fall into
   * @throws IllegalArgumentException if the fields can't be divided into so many equal groups
   */
  public GroupNorm(FeatureType input, int groups) {
    super(input, input);
    if (groups < 1 || input.fields() % groups != 0) {
      throw new IllegalArgumentException(
          "group norm divides fields into equal groups: the "
              + input.fields()
              + " of '"
              + input
              + "' do not fall into "
              + groups);
    }
    this.groups = groups;
    this.scale =
        new Parameter("weight", Parameter.Kind.BIAS, Initialisation.constant(1), input.fields());
    this.shift =
        new Parameter("bias", Parameter.Kind.BIAS, Initialisation.constant(0), input.fields());
  }

  @Override
  public String kind() {
    return "groupNorm";
  }

  @Override
  public String detail() {
    return groups + (groups == 1 ? " group" : " groups");
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(scale, shift);
  }

  @Override
  protected FeatureMap forward(FeatureMap x, Pass pass) {
    long m = input().orientations();
    long n = input().fields();
    Tensor rows = x.rows();
    // Orientations are taken for pixels: what is shared by both is then a plain group norm.
    Tensor centred =
        rows.view(x.batch(), -1, m * n)
            .sub(means(rows, x.batch()))
            .view(x.batch(), -1, m, n)
            .permute(0, 3, 1, 2);
    Tensor y =
        torch.group_norm(
            centred,
            groups,
            Tensors.some(pass.get(scale)),
            Tensors.some(pass.get(shift)),
            Normaliser.EPSILON,
            false);
    return FeatureMap.ofRows(
        output(), y.permute(0, 2, 3, 1).reshape(-1, m * n), x.batch(), x.size());
  }

  /**
   * The mean of each group, spread to channels. LibTorch takes the variance for the mean of squares
   * less the square of the mean, which loses digits unless the mean is small. A shift makes no
   * difference to what follows, so it needs no derivative.
   */
  private Tensor means(Tensor rows, long images) {
    try (NoGradGuard guard = new NoGradGuard()) {
      long m = input().orientations();
      long each = input().fields() / groups;
      Tensor perChannel = Tensors.mean(rows.view(images, -1, m * groups * each), 1);
      Tensor perGroup = Tensors.mean(Tensors.mean(perChannel.view(images, m, groups, each), 3), 1);
      return perGroup
          .view(images, 1, groups, 1)
          .expand(images, m, groups, each)
          .reshape(images, 1, m * groups * each);
    }
  }
}
