package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.Description;
import dev.pinwheel.nn.module.FeatureTypeException;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Pass;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Layers one after the other, each on what the one before it gives:
 *
 * <pre>  Φ = Φ_n ∘ … ∘ Φ₂ ∘ Φ₁.</pre>
 *
 * <p><b>Shape.</b> The first layer's input type and the last one's output type; types must follow
 * on each other, which is checked when it is made, and sizes by {@link #outputSize}. Parameters and
 * multiply-adds are the layers' sums. Without a layer it is the identity.
 *
 * <p><b>Equivariance.</b> As exact as the layers: Φ₂(Φ₁(L_g f)) = Φ₂(L_g Φ₁(f)) = L_g Φ₂(Φ₁(f)). A
 * {@link Restriction} within leaves the smaller group's elements.
 *
 * <p>Neighbours that have a faster way together, such as a correlation with its batch norm,
 * rectifier and dropout, are computed as one; values are the same to rounding.
 */
public final class Sequential extends Layer {
  private final List<Layer> layers;
  private final List<Block> blocks;

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
    this.blocks = Block.of(this.layers);
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
    if (pass.isObserved()) {
      FeatureMap y = x;
      for (Layer layer : layers) {
        y = layer.apply(y, pass);
      }
      return y;
    }
    return pass.isFrozen() ? frozen(x, pass) : blockwise(x, pass);
  }

  @Override
  protected Value describe(Value x, Description to) {
    Value y = x;
    for (Layer layer : layers) {
      Value next = to.apply(layer, y);
      // What the chain is given may be needed elsewhere, too.
      y = y == x ? next : to.joined(y, next);
    }
    return y;
  }

  private FeatureMap blockwise(FeatureMap x, Pass pass) {
    FeatureMap y = x;
    for (Block block : blocks) {
      y = block.apply(y, pass);
    }
    return y;
  }

  /** Lets every map go as soon as the next one is there, so that its memory is used again. */
  private FeatureMap frozen(FeatureMap x, Pass pass) {
    PointerScope outer = PointerScope.getInnerScope();
    FeatureMap y = x;
    Tensor held = null;
    for (Block block : blocks) {
      FeatureMap next;
      try (PointerScope scope = new PointerScope()) {
        next = block.apply(y, pass);
        Tensors.keep(next.channels());
      }
      if (held != null) {
        Tensors.release(held);
      }
      held = next.channels();
      y = next;
    }
    if (held != null && outer != null) {
      outer.attach(held);
      Tensors.release(held);
    }
    return y;
  }
}
