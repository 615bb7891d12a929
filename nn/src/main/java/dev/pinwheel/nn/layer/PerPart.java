package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.feature.Sizes;
import dev.pinwheel.nn.module.Description;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Pass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The direct sum of layers: each works on one part of a type with several kinds of fields,
 *
 * <pre>  Φ(f₁ ⊕ f₂ ⊕ …) = Φ₁(f₁) ⊕ Φ₂(f₂) ⊕ …</pre>
 *
 * <p><b>Shape.</b> A sum of types to the sum of the layers' outputs, in the same order; all layers
 * change the size alike. Parameters and multiply-adds are the layers' sums.
 *
 * <p><b>Equivariance.</b> As exact as the layers, for L_g acts on a direct sum part by part. It is
 * how a layer that is right for one kind only meets a type such as {@code C16: 5 regular + 2
 * quotient(C8) + 4 trivial}: builders make one for each part ({@link
 * dev.pinwheel.nn.NetBuilder#activation}, {@link dev.pinwheel.nn.NetBuilder#batchNorm} and others).
 */
public final class PerPart extends Layer {
  private final List<Layer> layers;

  private PerPart(FeatureType input, List<Layer> layers) {
    super(input, FeatureType.sum(layers.stream().map(Layer::output).toList()));
    this.layers = List.copyOf(layers);
  }

  /**
   * A layer for each part.
   *
   * @param input any type
   * @param make makes the layer of a part
   * @return the only layer itself if the type is no sum
   */
  public static Layer of(FeatureType input, Function<FeatureType, ? extends Layer> make) {
    List<Layer> layers = new ArrayList<>();
    for (FeatureType part : input.parts()) {
      layers.add(make.apply(part));
    }
    return layers.size() == 1 ? layers.get(0) : new PerPart(input, layers);
  }

  @Override
  public String kind() {
    return "perPart";
  }

  @Override
  public List<Layer> children() {
    return layers;
  }

  @Override
  public int[] outputSize(int... size) {
    int[] first = layers.get(0).outputSize(size);
    for (Layer layer : layers) {
      int[] other = layer.outputSize(size);
      if (!Arrays.equals(first, other)) {
        throw new IllegalArgumentException(
            "of '"
                + input()
                + "' one part becomes "
                + Sizes.format(first)
                + " in size and another "
                + Sizes.format(other)
                + ": give all parts layers that change sizes alike");
      }
    }
    return first;
  }

  @Override
  protected FeatureMap forward(FeatureMap x, Pass pass) {
    List<FeatureMap> parts = x.parts();
    List<FeatureMap> results = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      results.add(layers.get(i).apply(parts.get(i), pass));
    }
    return FeatureMap.join(results);
  }

  @Override
  protected Value describe(Value x, Description to) {
    List<Value> results = new ArrayList<>();
    List<Value> parts = Fields.parts(x, input());
    for (int i = 0; i < layers.size(); i++) {
      results.add(to.apply(layers.get(i), parts.get(i)));
    }
    return Value.concatenate(0, results);
  }
}
