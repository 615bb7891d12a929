package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.Initialisation;
import dev.pinwheel.nn.module.Parameter;

/** The two parameters of a normalisation, a number per field each. */
final class PerField {
  private PerField() {}

  /** γ, which starts at 1. */
  static Parameter scale(FeatureType type) {
    return parameter("weight", type, 1);
  }

  /** β, which starts at 0. */
  static Parameter shift(FeatureType type) {
    return parameter("bias", type, 0);
  }

  private static Parameter parameter(String role, FeatureType type, double start) {
    return new Parameter(role, Parameter.Kind.BIAS, Initialisation.constant(start), type.fields());
  }
}
