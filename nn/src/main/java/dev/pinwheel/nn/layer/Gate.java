package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.dense.Arithmetic;
import dev.pinwheel.nn.dense.Elementwise;
import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.Description;
import dev.pinwheel.nn.module.FeatureTypeException;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Pass;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * The gated nonlinearity: each field of other kinds is multiplied with the sigmoid of a scalar
 * field of its own,
 *
 * <pre>  y_i(x) = σ(s_i(x)) · f_i(x).</pre>
 *
 * <p>Scalars are invariant, so y transforms as f does. Type: {@code n trivial + n fields of any
 * kinds} to the fields; the gates come first and are used up. No parameters. (M. Weiler et al.,
 * <i>3D Steerable CNNs</i>, NeurIPS 2018, section 4.3.)
 */
public final class Gate extends Layer {
  /**
   * A gate for a type.
   *
   * @param input a sum whose first part is as many trivial fields as the others have together
   * @throws FeatureTypeException if it is not
   */
  public Gate(FeatureType input) {
    super(input, output(input));
  }

  private static FeatureType output(FeatureType input) {
    List<FeatureType> parts = input.parts();
    FeatureType gates = parts.get(0);
    if (!input.isSum() || !gates.isTrivial() || 2 * gates.fields() != input.fields()) {
      throw new FeatureTypeException(
          "gate takes n trivial fields and n others, such as '"
              + input.group()
              + ": 3 trivial + 3 irrep(1)', and was given '"
              + input
              + "'");
    }
    return FeatureType.sum(parts.subList(1, parts.size()));
  }

  @Override
  public String kind() {
    return "gate";
  }

  @Override
  protected FeatureMap forward(FeatureMap x, Pass pass) {
    List<FeatureMap> parts = x.parts();
    Tensor gates = parts.get(0).rows().sigmoid();
    List<FeatureMap> results = new ArrayList<>();
    long from = 0;
    for (FeatureMap part : parts.subList(1, parts.size())) {
      Tensor own = gates.narrow(1, from, part.type().fields());
      results.add(NormRelu.scaled(part, own, part.type()));
      from += part.type().fields();
    }
    return FeatureMap.join(results);
  }

  @Override
  protected Value describe(Value x, Description to) {
    List<Value> parts = Fields.parts(x, input());
    Value gates = parts.get(0).map(Elementwise.SIGMOID);
    List<Value> results = new ArrayList<>();
    long from = 0;
    for (int i = 1; i < parts.size(); i++) {
      FeatureType part = input().parts().get(i);
      Value own = Fields.split(gates.slice(0, from, from + part.fields()), 1);
      Value vectors = Fields.split(parts.get(i), part.orientations());
      results.add(Fields.join(vectors.combine(Arithmetic.MULTIPLY, own)));
      from += part.fields();
    }
    return Value.concatenate(0, results);
  }
}
