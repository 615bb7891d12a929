package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.feature.Sizes;
import dev.pinwheel.nn.module.Description;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Pass;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

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
   * @param input one kind of fields, on cosets
   * @param groups how many groups the fields fall into
   * @throws dev.pinwheel.nn.module.FeatureTypeException if there are several kinds, or fields that
   *     are not on cosets: of those, no mean may be taken away
   * @throws IllegalArgumentException if the fields can't be divided into so many equal groups
   */
  public GroupNorm(FeatureType input, int groups) {
    super(
        FieldKinds.requireOneOnCosets(
            "groupNorm", input, "use PerPart, and NormBatchNorm for other kinds"),
        input);
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
    this.scale = PerField.scale(input);
    this.shift = PerField.shift(input);
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
    Tensor rows = x.rows();
    GroupNormaliser images = new GroupNormaliser(rows, x.batch(), input().orientations(), groups);
    Tensor y = images.apply(rows, pass.get(scale), pass.get(shift));
    return FeatureMap.ofRows(output(), y, x.batch(), x.size());
  }

  @Override
  protected Value describe(Value x, Description to) {
    int m = input().orientations();
    int each = input().fields() / groups;
    Value apart = x.reshape(m, groups, each, Sizes.pixels(x.size()));
    return Fields.standardised(apart, 0, 2, 3)
        .reshape(x.shape())
        .affine(
            to.numbers(to.pass().get(scale).repeat(m)), to.numbers(to.pass().get(shift).repeat(m)));
  }
}
