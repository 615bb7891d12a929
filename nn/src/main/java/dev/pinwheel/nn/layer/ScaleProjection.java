package dev.pinwheel.nn.layer;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.Subgroup;
import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.feature.Sizes;
import dev.pinwheel.nn.module.Description;
import dev.pinwheel.nn.module.FeatureTypeException;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Pass;
import java.util.Arrays;
import java.util.Locale;
import org.bytedeco.pytorch.Tensor;

/**
 * The projection over scales: {@code (Πf)(x, c) = max over j of f(x, j, c)}, or the mean.
 *
 * <p>Were there no first and last scale, dilating the image would dilate the result and no more:
 * {@code (Π L_s f)(x, c) = (Πf)(x/s, c)}. With n scales the maximum still obeys this wherever an
 * interior scale has it, both before and after; the mean differs by what comes in at one end and
 * leaves at the other, over n. Shapes: [images, fields, |H/K|, n, height, width] to [images,
 * fields, |H/K|, height, width]. Exactly equivariant under H. No parameters.
 */
public final class ScaleProjection extends Layer {
  private final Reduction reduction;

  /**
   * Projects over all scales.
   *
   * @param input a type on space and scales, as {@link ScaleLifting} gives it
   * @param reduction maximum or mean
   * @throws FeatureTypeException if the input type has no axis for scales
   */
  public ScaleProjection(FeatureType input, Reduction reduction) {
    super(input, output(input));
    this.reduction = reduction;
  }

  private static FeatureType output(FeatureType input) {
    PointGroup group = space(input, "scaleProjection");
    int[] fixed = input.cosets().subgroup().elements();
    Subgroup subgroup =
        fixed.length == group.order() ? Subgroup.whole(group) : Subgroup.of(group, fixed);
    return FeatureType.quotient(group, subgroup, input.fields());
  }

  /** The group on space alone, of a type on space and scales; its elements keep their numbers. */
  static PointGroup space(FeatureType type, String kind) {
    try {
      return type.group().reducedTo(type.group().dimension() - 1);
    } catch (IllegalArgumentException e) {
      FeatureTypeException refused =
          new FeatureTypeException(
              kind
                  + " takes maps on space and scales, as scaleLifting gives them, and was given '"
                  + type
                  + "' on R^"
                  + type.group().dimension()
                  + ", whose last coordinate is no scale");
      refused.initCause(e);
      throw refused;
    }
  }

  @Override
  public String kind() {
    return "scaleProjection";
  }

  @Override
  public String detail() {
    return reduction.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public int[] outputSize(int... size) {
    return Arrays.copyOfRange(size, 1, size.length);
  }

  @Override
  protected FeatureMap forward(FeatureMap x, Pass pass) {
    int[] size = x.size();
    int[] space = outputSize(size);
    Tensor scales = x.rows().view(x.batch(), size[0], Sizes.pixels(space), input().channels());
    Tensor y = reduction.apply(scales, 1).reshape(-1, output().channels());
    return FeatureMap.ofRows(output(), y, x.batch(), space);
  }

  @Override
  protected Value describe(Value x, Description to) {
    return Fields.removeAxis(x.reduce(reduction.statistic(), 1));
  }
}
