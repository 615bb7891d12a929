package dev.pinwheel.models;

import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.Description;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Pass;

/**
 * Calls every orientation of every field a scalar field of its own.
 *
 * <p><b>Not equivariant</b>: (L_g f)(x, h) = f(g⁻¹x, g⁻¹h) permutes orientations, and scalar fields
 * stay where they are. It is what a plain classifier on a group net's features amounts to, as in
 * the p4m ResNet of Cohen &amp; Welling, and is here to build that net as published; the check
 * names it. A projection is the equivariant way.
 */
final class FlattenedOrientations extends Layer {
  FlattenedOrientations(FeatureType input) {
    super(input, FeatureType.trivial(input.group(), input.channels()));
  }

  @Override
  public String kind() {
    return "flatten";
  }

  @Override
  public String detail() {
    return "orientations become scalars";
  }

  @Override
  protected FeatureMap forward(FeatureMap x, Pass pass) {
    return FeatureMap.ofChannels(output(), x.channels());
  }

  @Override
  protected Value describe(Value x, Description to) {
    return x;
  }
}
