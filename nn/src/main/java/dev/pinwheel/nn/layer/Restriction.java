package dev.pinwheel.nn.layer;

import dev.pinwheel.group.CosetRestriction;
import dev.pinwheel.group.Embedding;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.Subgroup;
import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.Description;
import dev.pinwheel.nn.module.FeatureTypeException;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Pass;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Forgets the symmetry under H beyond a subgroup K, and nothing else: the values stay, and are read
 * as fields of K.
 *
 * <pre>  (Res f)_(j)(x, kS′) = f(x, k·b_j),   L_k (Res f) = Res (L_k f) for every k in K,</pre>
 *
 * where the b_j are a coset of H/S for each double coset KhS, see {@link CosetRestriction}.
 *
 * <p>n regular fields of H become n·|H|/|K| regular fields of K, trivial ones stay trivial, and
 * quotient fields on H/S become fields on K/S′ if all their orbits under K are alike; otherwise
 * they are refused. Field f becomes the fields j·n + f, j = 0, 1, …, so that the re-labelling is
 * one permutation of the group axis, and none at all where K's cosets lie in H's order already, as
 * for C8 → C4. Shapes: [images, n, |H/S|, height, width] to [images, n·orbits, |K/S′|, height,
 * width]. No parameters.
 *
 * <p>Of a type with several kinds of fields each part is restricted by itself ({@link PerPart}).
 *
 * <p>Layers that follow are built, and the net is checked, for K. Early layers see the finer
 * symmetry that small patterns have, late ones the coarser symmetry of whole images (Weiler and
 * Cesa, <i>General E(2)-Equivariant Steerable CNNs</i>, 2019, section 2.7: "D16|5 C16").
 */
public final class Restriction extends Layer {
  private final Embedding embedding;
  private final int[] sources;

  /**
   * Restricts to a group whose matrices are among those of the type's group.
   *
   * @param input any type whose fields fall apart into fields of one kind
   * @param group the group K, which the output and later layers know
   * @throws FeatureTypeException if the fields fall apart into fields of several kinds
   * @throws IllegalArgumentException if K is not inside the type's group
   */
  public Restriction(FeatureType input, PointGroup group) {
    this(input, Embedding.of(input.group(), group));
  }

  /**
   * Restricts to a subgroup, which becomes a group of its own: see {@link Subgroup#asGroup}.
   *
   * @param input any type whose fields fall apart into fields of one kind
   * @param subgroup a subgroup of the type's group
   * @throws FeatureTypeException if the fields fall apart into fields of several kinds, or the
   *     subgroup lies in another group
   */
  public Restriction(FeatureType input, Subgroup subgroup) {
    this(input, Embedding.of(requireInside(input, subgroup)));
  }

  private Restriction(FeatureType input, Embedding embedding) {
    this(input, embedding, restrict(input, embedding));
  }

  private Restriction(FeatureType input, Embedding embedding, CosetRestriction restriction) {
    super(input, output(input, embedding, restriction));
    this.embedding = embedding;
    this.sources = restriction.sources();
  }

  /** The type that fields have under a subgroup. */
  static FeatureType output(FeatureType input, Embedding embedding) {
    return output(input, embedding, restrict(input, embedding));
  }

  private static FeatureType output(
      FeatureType input, Embedding embedding, CosetRestriction restriction) {
    return FeatureType.quotient(
        embedding.group(),
        restriction.cosets().subgroup(),
        Math.multiplyExact(input.fields(), restriction.orbits()));
  }

  private static CosetRestriction restrict(FeatureType input, Embedding embedding) {
    FieldKinds.requireOneOnCosets(
        "restriction", input, "restrict each of its parts, or put a projection before it");
    try {
      return embedding.restrict(input.cosets());
    } catch (IllegalArgumentException e) {
      FeatureTypeException refused =
          new FeatureTypeException(
              "cannot restrict '" + input + "' to " + embedding.group() + ": " + e.getMessage());
      refused.initCause(e);
      throw refused;
    }
  }

  private static Subgroup requireInside(FeatureType input, Subgroup subgroup) {
    if (!subgroup.parent().equals(input.group())) {
      throw new FeatureTypeException(
          "cannot restrict '"
              + input
              + "' to "
              + subgroup
              + ": take a subgroup of "
              + input.group());
    }
    return subgroup;
  }

  @Override
  public String kind() {
    return "restriction";
  }

  @Override
  public String detail() {
    return "to " + embedding.group();
  }

  @Override
  protected FeatureMap forward(FeatureMap x, Pass pass) {
    Tensor rows = x.rows();
    if (!Arrays.equals(sources, IntStream.range(0, sources.length).toArray())) {
      Tensor order =
          pass.constant(this, () -> torch.tensor(Arrays.stream(sources).asLongStream().toArray()));
      rows = rows.contiguous().view(-1, sources.length, input().fields()).index_select(1, order);
    }
    return FeatureMap.ofRows(output(), rows.reshape(-1, output().channels()), x.batch(), x.size());
  }

  @Override
  protected Value describe(Value x, Description to) {
    return Fields.join(Fields.split(x, sources.length).gather(0, sources));
  }
}
