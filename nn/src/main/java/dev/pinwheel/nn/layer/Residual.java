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
 * Residual addition (K. He et al., <i>Deep Residual Learning</i>, CVPR 2016):
 *
 * <pre>  Φ(f) = body(f) + shortcut(f).</pre>
 *
 * <p><b>Shape.</b> Both branches take one type and give one type and one size. Where the body
 * changes either, the shortcut must, too, by a correlation with a kernel of 1 and the same stride.
 * Parameters and multiply-adds are the branches' sums.
 *
 * <p><b>Equivariance.</b> As exact as the branches: L_g is linear, so Φ(L_g f) = L_g body(f) + L_g
 * shortcut(f) = L_g Φ(f). Both have to transform by one representation, for which one type is
 * enough. A stride that leaves rows unseen breaks both branches, and each of them is named by a
 * check.
 *
 * <p>In a net: {@link dev.pinwheel.nn.NetBuilder#residual}.
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
