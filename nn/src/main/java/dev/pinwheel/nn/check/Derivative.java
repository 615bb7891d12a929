package dev.pinwheel.nn.check;

import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The derivative of ⟨v, Φ(x)⟩ by the input and by the parameters.
 *
 * <p>For an equivariant Φ the first turns with x and v, and the second stays.
 */
record Derivative(FeatureMap input, List<Tensor> parameters) {
  static Derivative of(
      BiFunction<FeatureMap, Pass, FeatureMap> phi,
      List<Parameter> parameters,
      Weights weights,
      Pass pass,
      FeatureMap x,
      FeatureMap v) {
    Tensor rows = x.rows().detach().clone();
    rows.set_requires_grad(true);
    FeatureMap leaf = FeatureMap.ofRows(x.type(), rows, x.batch(), x.size());
    FeatureMap y = phi.apply(leaf, pass);
    List<Tensor> by = new ArrayList<>();
    by.add(rows);
    parameters.stream().filter(Parameter::isTrainable).map(weights::get).forEach(by::add);
    TensorVector gradients =
        torch.grad(
            new TensorVector(y.rows()),
            new TensorVector(by.toArray(new Tensor[0])),
            new TensorVector(v.rows()),
            new BoolOptional(false),
            false,
            true);
    List<Tensor> found = new ArrayList<>();
    for (int i = 1; i < by.size(); i++) {
      Tensor g = gradients.get(i);
      found.add(g.defined() ? g : torch.zeros_like(by.get(i)));
    }
    Tensor first = gradients.get(0);
    Tensor byInput = first.defined() ? first : torch.zeros_like(rows);
    FeatureType type = x.type();
    return new Derivative(FeatureMap.ofRows(type, byInput, x.batch(), x.size()), found);
  }

  /** The parameters of a layer and of all it is made of. */
  static List<Parameter> parametersOf(Layer layer) {
    List<Parameter> all = new ArrayList<>(layer.parameters());
    layer.children().forEach(child -> all.addAll(parametersOf(child)));
    return all;
  }
}
