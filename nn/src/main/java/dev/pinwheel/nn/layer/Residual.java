package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.dense.Arithmetic;
import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.Sizes;
import dev.pinwheel.nn.module.Description;
import dev.pinwheel.nn.module.FeatureTypeException;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Pass;
import java.util.Arrays;
import java.util.List;

/**
 * Residual addition: {@code y = body(x) + shortcut(x)}. A sum of equivariant maps of one type is
 * equivariant.
 */
public final class Residual extends Layer {
  private final Sequential body;
  private final Sequential shortcut;

  /**
   * Adds two branches.
   *
   * @param body the learned branch
   * @param shortcut the other one, often the identity
   * @throws FeatureTypeException if the branches take or give different types
   */
  public Residual(Sequential body, Sequential shortcut) {
    super(body.input(), body.output());
    if (!shortcut.input().equals(body.input()) || !shortcut.output().equals(body.output())) {
      throw new FeatureTypeException(
          "residual adds '"
              + body.input()
              + "' → '"
              + body.output()
              + "' and '"
              + shortcut.input()
              + "' → '"
              + shortcut.output()
              + "': give the shortcut a 1×1 correlation, stride included");
    }
    this.body = body;
    this.shortcut = shortcut;
  }

  @Override
  public String kind() {
    return "residual";
  }

  @Override
  public List<Layer> children() {
    return List.of(body, shortcut);
  }

  @Override
  public int[] outputSize(int... size) {
    int[] left = body.outputSize(size);
    int[] right = shortcut.outputSize(size);
    if (!Arrays.equals(left, right)) {
      throw new IllegalArgumentException(
          "residual adds maps of sizes "
              + Sizes.format(left)
              + " and "
              + Sizes.format(right)
              + " for an input of size "
              + Sizes.format(size));
    }
    return left;
  }

  @Override
  protected FeatureMap forward(FeatureMap x, Pass pass) {
    FeatureMap left = body.apply(x, pass);
    FeatureMap right = shortcut.apply(x, pass);
    return FeatureMap.ofChannels(output(), left.channels().add(right.channels()));
  }

  @Override
  protected Value describe(Value x, Description to) {
    return to.apply(body, x).combine(Arithmetic.ADD, to.apply(shortcut, x));
  }
}
