package dev.pinwheel.group;

import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A subgroup K of a point group H as a group of its own, and the map ι from its elements to those
 * of H: ι is injective, ι(k·k') = ι(k)·ι(k'), and k and ι(k) have the same matrix.
 *
 * <p>A {@link Subgroup} is a set of elements of H. An embedding also remembers how K numbers them,
 * so that functions on H can be read as functions on K, and cosets of one group as cosets of the
 * other.
 */
public final class Embedding {
  private final PointGroup parent;
  private final PointGroup group;
  private final int[] images;
  private final int[] preimages;

  private Embedding(PointGroup parent, PointGroup group, int[] images) {
    this.parent = parent;
    this.group = group;
    this.images = images;
    this.preimages = new int[parent.order()];
    Arrays.fill(preimages, -1);
    for (int k = 0; k < images.length; k++) {
      preimages[images[k]] = k;
    }
  }

  /**
   * Finds the elements of a group among those of a larger one, by their matrices.
   *
   * @param parent the group H
   * @param group the group K, on the same space
   * @return the embedding of K in H
   * @throws IllegalArgumentException if the spaces differ, or a matrix of K is not in H
   */
  public static Embedding of(PointGroup parent, PointGroup group) {
    Subgroup.embed(parent, group);
    int[] images = new int[group.order()];
    Arrays.setAll(images, k -> parent.indexOf(group.matrix(k)).orElseThrow());
    return new Embedding(parent, group, images);
  }

  /**
   * Makes a subgroup a group of its own: its element k is the k-th of {@link Subgroup#elements}.
   *
   * @param subgroup a subgroup of a point group
   * @return the embedding
   * @throws IllegalArgumentException if the parent is no point group
   */
  public static Embedding of(Subgroup subgroup) {
    if (subgroup.parent() instanceof PointGroup parent
        && subgroup.asGroup() instanceof PointGroup group) {
      return new Embedding(parent, group, subgroup.elements());
    }
    throw new IllegalArgumentException(
        subgroup + " lies in a group without matrices; give a subgroup of a point group.");
  }

  /**
   * The elements that two groups share, as a group of its own. A group on a space of fewer
   * coordinates is taken as {@link PointGroup#extendedTo} has it on the larger space.
   *
   * @param first a group
   * @param second a group
   * @return a group on the smaller of the spaces: one of the two if it lies in the other, else a
   *     group with the numbering of the first on the smaller space
   */
  public static PointGroup common(PointGroup first, PointGroup second) {
    if (first.dimension() > second.dimension()) {
      return common(second, first);
    }
    PointGroup wide = first.extendedTo(second.dimension());
    int[] shared =
        IntStream.range(0, first.order())
            .filter(g -> second.indexOf(wide.matrix(g)).isPresent())
            .toArray();
    if (shared.length == first.order()) {
      return first;
    }
    return shared.length == second.order() && wide.equals(first)
        ? second
        : Embedding.of(Subgroup.of(first, shared)).group();
  }

  /**
   * The larger group.
   *
   * @return H
   */
  public PointGroup parent() {
    return parent;
  }

  /**
   * The subgroup as a group of its own.
   *
   * @return K
   */
  public PointGroup group() {
    return group;
  }

  /**
   * Where an element of K lies in H.
   *
   * @param k an element of K
   * @return ι(k)
   * @throws IllegalArgumentException if k is not in K
   */
  public int image(int k) {
    return images[group.requireElement(k)];
  }

  /**
   * Which element of K an element of H is.
   *
   * @param h an element of H
   * @return the k with ι(k) = h, or empty if there is none
   * @throws IllegalArgumentException if h is not in H
   */
  public OptionalInt preimage(int h) {
    int k = preimages[parent.requireElement(h)];
    return k < 0 ? OptionalInt.empty() : OptionalInt.of(k);
  }

  /**
   * Where a subgroup of K lies in H.
   *
   * @param subgroup a subgroup S of K
   * @return ι(S), under the name of S if it has one
   * @throws IllegalArgumentException if S lies in another group
   */
  public Subgroup image(Subgroup subgroup) {
    if (!subgroup.parent().equals(group)) {
      throw new IllegalArgumentException(
          subgroup + " does not lie in " + group + "; give a subgroup of " + group + ".");
    }
    BitSet members = new BitSet(parent.order());
    for (int k : subgroup.elements()) {
      members.set(images[k]);
    }
    return subgroup.name().startsWith("{")
        ? Subgroup.of(parent, members.stream().toArray())
        : new Subgroup(parent, members, subgroup.name());
  }

  /**
   * K as a set of elements of H.
   *
   * @return ι(K)
   */
  public Subgroup subgroup() {
    return image(Subgroup.whole(group));
  }

  /**
   * How functions on cosets of H are seen by K alone.
   *
   * @param cosets the cosets H/S
   * @return what they fall apart into
   * @throws IllegalArgumentException if the cosets are another group's, or fall apart into orbits
   *     that are not alike (the message lists them)
   */
  public CosetRestriction restrict(Cosets cosets) {
    return new CosetRestriction(this, cosets);
  }

  /** The two groups, such as {@code C4 in D4}. */
  @Override
  public String toString() {
    return group + " in " + parent;
  }
}
