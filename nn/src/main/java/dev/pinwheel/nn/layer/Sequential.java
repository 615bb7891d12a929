package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.FeatureTypeException;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Pass;
import java.util.List;

/** Layers one after the other; their types must follow on each other. */
public final class Sequential extends Layer {
  private final List<Layer> layers;

  /**
   * Composes layers.
   *
   * @param input the type of the first one's input; with no layer at all, the identity on it
   * @param layers in the order of application
   * @throws FeatureTypeException if a layer does not take what the one before it gives
   */
  public Sequential(FeatureType input, List<Layer> layers) {
    super(input, layers.isEmpty() ? input : layers.get(layers.size() - 1).output());
    FeatureType type = input;
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      if (!layer.input().equals(type)) {
        throw new FeatureTypeException(
            "layer "
                + (i + 1)
                + ", "
                + layer.kind()
                + ", takes '"
                + layer.input()
                + "' but comes after '"
                + type
                + "'");
      }
      type = layer.output();
    }
    this.layers = List.copyOf(layers);
  }

  @Override
  public String kind() {
    return "sequential";
  }

  @Override
  public List<Layer> children() {
    return layers;
  }

  @Override
  public int[] outputSize(int... size) {
    int[] result = size.clone();
    for (Layer layer : layers) {
      result = layer.outputSize(result);
    }
    return result;
  }

  @Override
  protected FeatureMap forward(FeatureMap x, Pass pass) {
    FeatureMap y = x;
    for (Layer layer : layers) {
      y = layer.apply(y, pass);
    }
    return y;
  }
}
