package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.Description;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Pass;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Layer norm per pixel: {@code y = γ (x − μ) / √(σ² + 10⁻⁵) + β} (Ba, Kiros &amp; Hinton, <i>Layer
 * Normalization</i>, 2016; over channels alone as in Liu et al., <i>A ConvNet for the 2020s</i>,
 * 2022).
 *
 * <p>μ and σ² are over the fields and orientations at one pixel of one image, γ and β per field.
 * The point group permutes the orientations of a pixel, which leaves both alone, so the layer is
 * equivariant for every size. For statistics over pixels too, take {@link GroupNorm} with one
 * group.
 *
 * <p>The same function in training and inference. Type and size stay. Parameters: two per field.
 */
public final class LayerNorm extends Layer {
  private final Parameter scale;
  private final Parameter shift;

  /**
   * Layer norm for a type.
   *
   * @param input one kind of fields, on cosets; with a single channel nothing but β would be left
   * @throws dev.pinwheel.nn.module.FeatureTypeException if there are several kinds, or fields that
   *     are not on cosets: of those, no mean may be taken away
   * @throws IllegalArgumentException if there is a single channel
   */
  public LayerNorm(FeatureType input) {
    super(
        FieldKinds.requireOneOnCosets(
            "layerNorm", input, "use PerPart, and NormBatchNorm for other kinds"),
        input);
    if (input.channels() == 1) {
      throw new IllegalArgumentException(
          "layer norm takes at least 2 numbers at a pixel, and '" + input + "' has 1");
    }
    this.scale = PerField.scale(input);
    this.shift = PerField.shift(input);
  }

  @Override
  public String kind() {
    return "layerNorm";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(scale, shift);
  }

  @Override
  protected FeatureMap forward(FeatureMap x, Pass pass) {
    int m = input().orientations();
    Tensor y =
        torch.layer_norm(
            x.rows(),
            new long[] {input().channels()},
            Tensors.some(pass.get(scale).repeat(m)),
            Tensors.some(pass.get(shift).repeat(m)),
            FieldStatistics.EPSILON,
            false);
    return FeatureMap.ofRows(output(), y, x.batch(), x.size());
  }

  @Override
  protected Value describe(Value x, Description to) {
    int m = input().orientations();
    return Fields.standardised(x, 0)
        .affine(
            to.numbers(to.pass().get(scale).repeat(m)), to.numbers(to.pass().get(shift).repeat(m)));
  }
}
