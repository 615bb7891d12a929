package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.FeatureTypeException;

/** What layers ask of the kinds of fields that they are given. */
final class FieldKinds {
  private FieldKinds() {}

  /** Returns the type if the group permutes all its values. */
  static FeatureType requirePermuted(String layer, FeatureType input, String instead) {
    if (!input.isPermuted()) {
      throw new FeatureTypeException(
          layer
              + " treats every value by itself, which only fields on cosets survive, and was given '"
              + input
              + "': "
              + instead);
    }
    return input;
  }

  /** Returns the type if it is one kind of field, on cosets. */
  static FeatureType requireOneOnCosets(String layer, FeatureType input, String instead) {
    if (input.isSum() || !input.isPermuted()) {
      throw new FeatureTypeException(
          layer + " takes one kind of field, on cosets, and was given '" + input + "': " + instead);
    }
    return input;
  }

  /** Returns the type if it is one kind of field that is not on cosets. */
  static FeatureType requireIrreducible(String layer, FeatureType input, String instead) {
    if (input.isSum() || input.isPermuted()) {
      throw new FeatureTypeException(
          layer
              + " takes fields of one kind that are not on cosets, such as 'irrep(1)', and was given"
              + " '"
              + input
              + "': "
              + instead);
    }
    return input;
  }
}
