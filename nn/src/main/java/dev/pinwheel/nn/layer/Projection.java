package dev.pinwheel.nn.layer;

import dev.pinwheel.group.Cosets;
import dev.pinwheel.group.Subgroup;
import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.Description;
import dev.pinwheel.nn.module.FeatureTypeException;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Pass;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The projection of the talk: the maximum or mean over a subgroup S,
 *
 * <pre>  (Πf)(x, hS) = max over s in S of f(x, hs),</pre>
 *
 * from functions on H/K to functions on H/S for K ⊂ S, also known as coset pooling (Cohen and
 * Welling, <i>Group Equivariant Convolutional Networks</i>, 2016, section 6.3). Equivariant; over
 * the whole group the result is scalar fields, invariant along the group axis. The spatial size
 * stays.
 */
public final class Projection extends Layer {
  private final Reduction reduction;
  private final Subgroup subgroup;
  private final long[] order;

  /**
   * Projects over the whole group.
   *
   * @param input the type to project
   * @param reduction maximum or mean
   */
  public Projection(FeatureType input, Reduction reduction) {
    this(input, Subgroup.whole(input.group()), reduction);
  }

  /**
   * Projects over a subgroup.
   *
   * @param input the type to project, functions on H/K
   * @param subgroup the subgroup S, which contains K
   * @param reduction maximum or mean
   * @throws FeatureTypeException if S lies in another group or does not contain K
   */
  public Projection(FeatureType input, Subgroup subgroup, Reduction reduction) {
    super(input, output(input, subgroup));
    this.reduction = reduction;
    this.subgroup = subgroup;
    Cosets fine = input.cosets();
    Cosets coarse = output().cosets();
    this.order =
        IntStream.range(0, coarse.count())
            .flatMap(
                target ->
                    IntStream.range(0, fine.count())
                        .filter(c -> coarse.cosetOf(fine.representative(c)) == target))
            .asLongStream()
            .toArray();
  }

  private static FeatureType output(FeatureType input, Subgroup subgroup) {
    if (!subgroup.parent().equals(input.group())
        || !subgroup.containsAll(input.cosets().subgroup())) {
      throw new FeatureTypeException(
          "cannot project '"
              + input
              + "' over "
              + subgroup.name()
              + ": take a subgroup of "
              + input.group()
              + " that contains "
              + input.cosets().subgroup().name());
    }
    return FeatureType.quotient(input.group(), subgroup, input.fields());
  }

  @Override
  public String kind() {
    return "projection";
  }

  @Override
  public String detail() {
    return reduction.name().toLowerCase(Locale.ROOT) + " over " + subgroup.name();
  }

  /** Whether it takes the maximum of all orientations, so that {@link #maxima} can stand for it. */
  boolean isMaximumOfAll() {
    return reduction == Reduction.MAX && input().orientations() > 1 && output().orientations() == 1;
  }

  /** The maxima, without a graph. */
  OrientationMaxima maxima(FeatureMap x) {
    return new OrientationMaxima(x, output());
  }

  @Override
  protected FeatureMap forward(FeatureMap x, Pass pass) {
    long from = input().orientations();
    long to = output().orientations();
    Tensor values = x.rows().contiguous().view(-1, from, input().fields());
    if (to > 1 && !Arrays.equals(order, IntStream.range(0, (int) from).asLongStream().toArray())) {
      values = values.index_select(1, pass.constant(this, () -> torch.tensor(order)));
    }
    Tensor reduced =
        reduction == Reduction.MAX
            ? GroupMaximum.of(values.view(-1, from / to * input().fields()), (int) (from / to))
            : reduction.apply(values.view(-1, to, from / to, input().fields()), 2);
    return FeatureMap.ofRows(output(), reduced.view(-1, output().channels()), x.batch(), x.size());
  }

  @Override
  protected Value describe(Value x, Description to) {
    int[] sources = Arrays.stream(order).mapToInt(Math::toIntExact).toArray();
    Value ordered = Fields.split(x, input().orientations()).gather(0, sources);
    Value reduced = Fields.split(ordered, output().orientations()).reduce(reduction.statistic(), 1);
    return Fields.join(Fields.join(reduced));
  }
}
