package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.Description;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Pass;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/**
 * Maximum or mean over all pixels, per channel: any size becomes 1×1.
 *
 * <p>Equivariant for every size: a permutation of the pixels leaves both alone.
 */
public final class GlobalPool extends Layer {
  private final Reduction reduction;

  /**
   * Global pooling for a type.
   *
   * @param input any type; for a maximum, one whose fields are on cosets
   * @param reduction maximum or mean
   * @throws dev.pinwheel.nn.module.FeatureTypeException if a maximum is to be over other fields
   */
  public GlobalPool(FeatureType input, Reduction reduction) {
    super(
        reduction == Reduction.MAX
            ? FieldKinds.requirePermuted("a maximum", input, "use the mean")
            : input,
        input);
    this.reduction = reduction;
  }

  @Override
  public String kind() {
    return "globalPool";
  }

  @Override
  public String detail() {
    return reduction.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public int[] outputSize(int... size) {
    int[] one = new int[size.length];
    Arrays.fill(one, 1);
    return one;
  }

  @Override
  protected FeatureMap forward(FeatureMap x, Pass pass) {
    Tensor pixels = x.rows().view(x.batch(), -1, input().channels());
    return FeatureMap.ofRows(output(), reduction.apply(pixels, 1), x.batch(), outputSize(x.size()));
  }

  @Override
  protected Value describe(Value x, Description to) {
    int[] spatial = IntStream.range(1, x.shape().length).toArray();
    return x.reduce(reduction.statistic(), spatial);
  }
}
