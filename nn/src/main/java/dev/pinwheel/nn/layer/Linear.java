package dev.pinwheel.nn.layer;

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
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A linear map between scalar fields, pixel by pixel:
 *
 * <pre>  y_m(x) = Σ_n W_mn f_n(x) + b_m.</pre>
 *
 * <p><b>Shape.</b> [images, fields, spatial axes…] to [images, fields′, spatial axes…], both types
 * trivial. Parameters: fields′ · fields, and a bias per field. W starts normal with mean 0 and
 * variance 2/fields (He), b at 0. Multiply-adds: fields′ · fields for each pixel.
 *
 * <p><b>Equivariance.</b> Exact for every W: the group moves pixels, L_g f(x) = f(g⁻¹x), and leaves
 * the values of scalar fields alone, and W does not ask where a pixel is. Between other fields it
 * would have to commute with the representation; that is a {@link FieldCorrelation} or a {@link
 * GroupCorrelation} with a kernel of 1.
 *
 * <p>At 1×1 it is the classifier at the end of a net ({@link
 * dev.pinwheel.nn.NetBuilder#invariantHead}), on a map the one of every pixel ({@link
 * dev.pinwheel.nn.NetBuilder#pixelHead}).
 */
public final class Linear extends Layer {
  private final Parameter weight;
  private final Parameter bias;

  /**
   * A linear map for a type.
   *
   * @param input a trivial type
   * @param fields scalar fields of the output, for example classes
   * @throws FeatureTypeException if the input type is not trivial
   */
  public Linear(FeatureType input, int fields) {
    super(input, FeatureType.trivial(input.group(), fields));
    if (!input.isTrivial()) {
      throw new FeatureTypeException(
          "linear takes scalar fields and was given '" + input + "': put a projection before it");
    }
    weight =
        new Parameter(
            "weight",
            Parameter.Kind.WEIGHT,
            Initialisation.he(input.fields()),
            fields,
            input.fields());
    bias = new Parameter("bias", Parameter.Kind.BIAS, Initialisation.constant(0), fields);
  }

  @Override
  public String kind() {
    return "linear";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weight, bias);
  }

  @Override
  public long multiplyAdds(int... size) {
    return Sizes.pixels(size) * input().fields() * output().fields();
  }

  @Override
  protected FeatureMap forward(FeatureMap x, Pass pass) {
    Tensor y =
        torch.linear(
            x.rows(), pass.operand(pass.get(weight)), Tensors.some(pass.operand(pass.get(bias))));
    return FeatureMap.ofRows(output(), y, x.batch(), x.size());
  }

  @Override
  protected Value describe(Value x, Description to) {
    Pass pass = to.pass();
    return DenseCorrelation.describeMatrix(
        x, pass.get(weight), Optional.of(to.numbers(pass.get(bias))), to);
  }
}
