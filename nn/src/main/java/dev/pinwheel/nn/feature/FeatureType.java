package dev.pinwheel.nn.feature;

import dev.pinwheel.group.Cosets;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.Subgroup;
import java.util.Objects;

/**
 * The type of a feature map: a point group H, a subgroup K that fixes each value, and a number of
 * fields, each a function on the cosets H/K at every pixel.
 *
 * <p>Transformation law: {@code (L_g f)(x, hK) = f(g⁻¹x, g⁻¹hK)}. The string form names the three:
 * {@code C4: 1 trivial}, {@code C4: 10 regular}, {@code D4: 8 quotient(C4)}.
 */
public final class FeatureType {
  private final PointGroup group;
  private final Cosets cosets;
  private final int fields;

  private FeatureType(PointGroup group, Cosets cosets, int fields) {
    if (fields < 1) {
      throw new IllegalArgumentException("a feature type needs at least 1 field, not " + fields);
    }
    this.group = group;
    this.cosets = cosets;
    this.fields = fields;
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
    return new FeatureType(group, Cosets.of(subgroup), fields);
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
   * The cosets that one field's values are indexed by.
   *
   * @return H/K
   */
  public Cosets cosets() {
    return cosets;
  }

  /**
   * How many values one field has at a pixel.
   *
   * @return the number of cosets, |H|/|K|
   */
  public int orientations() {
    return cosets.count();
  }

  /**
   * How many fields there are.
   *
   * @return the number of fields
   */
  public int fields() {
    return fields;
  }

  /**
   * How many numbers there are at a pixel.
   *
   * @return fields × orientations
   */
  public int channels() {
    return Math.multiplyExact(fields, orientations());
  }

  /**
   * Whether the group leaves the values alone and moves pixels only.
   *
   * @return whether K = H
   */
  public boolean isTrivial() {
    return orientations() == 1;
  }

  /**
   * Whether the fields are functions on the whole group.
   *
   * @return whether K = {e}
   */
  public boolean isRegular() {
    return orientations() == group.order();
  }

  /**
   * The same kind of field, more or fewer of them.
   *
   * @param newFields the number of fields
   * @return the type
   * @throws IllegalArgumentException if there is no field
   */
  public FeatureType withFields(int newFields) {
    return new FeatureType(group, cosets, newFields);
  }

  /**
   * Whether two types differ in nothing but the number of fields.
   *
   * @param other the other type
   * @return whether group and subgroup are the same
   */
  public boolean isSameKind(FeatureType other) {
    return group.equals(other.group) && cosets.equals(other.cosets);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FeatureType t && fields == t.fields && isSameKind(t);
  }

  @Override
  public int hashCode() {
    return Objects.hash(group, cosets, fields);
  }

  @Override
  public String toString() {
    String kind =
        isTrivial()
            ? "trivial"
            : isRegular() ? "regular" : "quotient(" + cosets.subgroup().name() + ")";
    return group + ": " + fields + " " + kind;
  }
}
