package dev.pinwheel.nn.feature;

import dev.pinwheel.group.Cosets;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.Representation;
import dev.pinwheel.group.Subgroup;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The type of a feature map: a point group H and how the values at a pixel transform: a number of
 * fields of one kind, or of several kinds side by side.
 *
 * <p>A field's kind is a real representation ρ of H, and the law is {@code (L_g f)(x) = ρ(g)
 * f(g⁻¹x)}. Where ρ permutes the cosets H/K of a subgroup K, fields are functions on them: {@code
 * (L_g f)(x, hK) = f(g⁻¹x, g⁻¹hK)}. The string form names group, numbers and kinds, and reads back:
 * {@code C4: 1 trivial}, {@code C4: 10 regular}, {@code D4: 8 quotient(C4)}, {@code C16: 5 regular
 * + 2 quotient(C8) + 4 trivial}, {@code C8: 3 irrep(1)}.
 */
public final class FeatureType {
  private final PointGroup group;
  private final Representation kind;
  private final int fields;
  private final List<FeatureType> parts;

  private FeatureType(PointGroup group, Representation kind, int fields) {
    if (fields < 1) {
      throw new IllegalArgumentException("a feature type needs at least 1 field, not " + fields);
    }
    this.group = group;
    this.kind = kind;
    this.fields = fields;
    this.parts = List.of(this);
  }

  private FeatureType(PointGroup group, List<FeatureType> parts) {
    this.group = group;
    this.kind = null;
    this.fields = parts.stream().mapToInt(FeatureType::fields).reduce(0, Math::addExact);
    this.parts = List.copyOf(parts);
  }

  /**
   * Scalar fields, such as the channels of an image: g moves pixels and leaves values alone.
   *
   * @param group the point group H
   * @param fields the number of fields
   * @return the type, with K = H
   * @throws IllegalArgumentException if there is no field
   */
  public static FeatureType trivial(PointGroup group, int fields) {
    return quotient(group, Subgroup.whole(group), fields);
  }

  /**
   * Functions on the group, such as what a lifting correlation gives: g moves pixels and permutes
   * the group axis.
   *
   * @param group the point group H
   * @param fields the number of fields
   * @return the type, with K = {e}
   * @throws IllegalArgumentException if there is no field
   */
  public static FeatureType regular(PointGroup group, int fields) {
    return quotient(group, Subgroup.trivial(group), fields);
  }

  /**
   * Functions on the cosets of a subgroup, such as what a projection over it gives.
   *
   * @param group the point group H
   * @param subgroup the subgroup K of H
   * @param fields the number of fields
   * @return the type
   * @throws IllegalArgumentException if there is no field, or the subgroup lies in another group
   */
  public static FeatureType quotient(PointGroup group, Subgroup subgroup, int fields) {
    if (!subgroup.parent().equals(group)) {
      throw new IllegalArgumentException(
          "subgroup " + subgroup.name() + " lies in " + subgroup.parent() + ", not in " + group);
    }
    return new FeatureType(group, Representation.quotient(subgroup), fields);
  }

  /**
   * Fields that transform by any orthogonal representation, such as an irreducible one.
   *
   * @param group the point group H
   * @param kind ρ, of H; one whose matrices are all 1 makes trivial fields
   * @param fields the number of fields
   * @return the type
   * @throws IllegalArgumentException if there is no field, or the representation is of another
   *     group or not orthogonal
   */
  public static FeatureType of(PointGroup group, Representation kind, int fields) {
    if (!kind.group().equals(group)) {
      throw new IllegalArgumentException(
          kind.name() + " is a representation of " + kind.group() + ", not of " + group);
    }
    if (!kind.isOrthogonal(1e-12)) {
      throw new IllegalArgumentException(
          kind.name() + " is not orthogonal: give an equivalent representation that is");
    }
    if (kind.cosets().isPresent()) {
      return quotient(group, kind.cosets().get().subgroup(), fields);
    }
    return kind.equals(Representation.trivial(group))
        ? trivial(group, fields)
        : new FeatureType(group, kind, fields);
  }

  /**
   * Kinds of fields side by side. Neighbours that are both trivial become one part.
   *
   * @param parts one or more types of one group, in the order of their channels
   * @return the type; the only part itself if there is one
   * @throws IllegalArgumentException if there is none, or the groups differ
   */
  public static FeatureType sum(List<FeatureType> parts) {
    return FeatureTypes.sum(parts);
  }

  /** Trusts that there are several parts, none of which is a sum. */
  static FeatureType ofParts(List<FeatureType> parts) {
    return new FeatureType(parts.get(0).group, parts);
  }

  /**
   * Reads the string form.
   *
   * @param text such as {@code C16: 5 regular + 2 quotient(C8) + 4 trivial + 1 irrep(1)}
   * @return the type
   * @throws IllegalArgumentException if the text is not of this form; the message says what is
   *     wrong
   */
  public static FeatureType parse(String text) {
    return FeatureTypes.parse(text);
  }

  /**
   * The point group that acts.
   *
   * @return H
   */
  public PointGroup group() {
    return group;
  }

  /**
   * Fields of one kind each, in the order of their channels.
   *
   * @return this type alone unless it {@linkplain #isSum is a sum}
   */
  public List<FeatureType> parts() {
    return parts;
  }

  /**
   * Whether there are several kinds of fields.
   *
   * @return whether there is more than one part
   */
  public boolean isSum() {
    return parts.size() > 1;
  }

  /**
   * How a field's values at a pixel transform.
   *
   * @return ρ
   * @throws IllegalArgumentException if this is a sum
   */
  public Representation fieldKind() {
    if (isSum()) {
      throw new IllegalArgumentException(
          "'" + this + "' has fields of several kinds: take one of its parts");
    }
    return kind;
  }

  /**
   * The cosets that one field's values are indexed by.
   *
   * @return H/K
   * @throws IllegalArgumentException if fields are not functions on cosets, or this is a sum
   */
  public Cosets cosets() {
    return fieldKind()
        .cosets()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the fields of '" + this + "' are no functions on cosets"));
  }

  /**
   * How many values one field has at a pixel.
   *
   * @return the degree of ρ: for functions on cosets their number, |H|/|K|
   * @throws IllegalArgumentException if this is a sum
   */
  public int orientations() {
    return fieldKind().degree();
  }

  /**
   * How many fields there are.
   *
   * @return the number of fields, of all kinds together
   */
  public int fields() {
    return fields;
  }

  /**
   * How many numbers there are at a pixel.
   *
   * @return the sum over parts of fields × orientations
   */
  public int channels() {
    return isSum()
        ? parts.stream().mapToInt(FeatureType::channels).reduce(0, Math::addExact)
        : Math.multiplyExact(fields, orientations());
  }

  /**
   * Whether the group leaves the values alone and moves pixels only.
   *
   * @return whether K = H
   */
  public boolean isTrivial() {
    return isPermuted() && !isSum() && orientations() == 1;
  }

  /**
   * Whether the fields are functions on the whole group.
   *
   * @return whether K = {e}
   */
  public boolean isRegular() {
    return isPermuted() && !isSum() && orientations() == group.order();
  }

  /**
   * Whether all fields are functions on cosets, so that the group permutes their values.
   *
   * @return false if there is a part that is, for example, irreducible and not trivial
   */
  public boolean isPermuted() {
    return isSum() ? parts.stream().allMatch(FeatureType::isPermuted) : kind.cosets().isPresent();
  }

  /**
   * The same kind of field, more or fewer of them.
   *
   * @param newFields the number of fields
   * @return the type
   * @throws IllegalArgumentException if there is no field, or this is a sum
   */
  public FeatureType withFields(int newFields) {
    return new FeatureType(group, fieldKind(), newFields);
  }

  /**
   * Whether two types differ in nothing but the number of fields.
   *
   * @param other the other type
   * @return whether group and kind are the same; never for sums
   */
  public boolean isSameKind(FeatureType other) {
    return !isSum()
        && !other.isSum()
        && group.equals(other.group)
        && kind.degree() == other.kind.degree()
        && kind.cosets().equals(other.kind.cosets())
        && (kind.cosets().isPresent() || kind.equals(other.kind));
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof FeatureType t) || fields != t.fields) {
      return false;
    }
    return isSum() ? parts.equals(t.parts) : isSameKind(t);
  }

  @Override
  public int hashCode() {
    return isSum() ? parts.hashCode() : Objects.hash(group, kind.degree(), fields);
  }

  @Override
  public String toString() {
    return group
        + ": "
        + parts.stream().map(p -> p.fields + " " + p.kindName()).collect(Collectors.joining(" + "));
  }

  private String kindName() {
    if (!isPermuted()) {
      return kind.name();
    }
    return isTrivial()
        ? "trivial"
        : isRegular() ? "regular" : "quotient(" + cosets().subgroup().name() + ")";
  }
}
