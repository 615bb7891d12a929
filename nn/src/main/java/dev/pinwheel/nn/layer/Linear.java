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
 * A linear map between scalar fields, pixel by pixel: {@code y = W x + b}.
 *
 * <p>Any W is equivariant, because the group leaves the values of scalar fields alone. Parameters:
 * fields′ · fields, and a bias per field.
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
