package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.Description;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Pass;
import java.util.Locale;

/**
 * A nonlinearity on every value: {@code (Φf)(x, c) = φ(f(x, c))}.
 *
 * <p>Equivariant because the group permutes values and φ does not ask where they stand. Type and
 * size stay.
 */
public final class Pointwise extends Layer {
  private final Activation activation;

  /**
   * A nonlinearity for a type.
   *
   * @param input any type whose fields are on cosets
   * @param activation the function φ
   * @throws dev.pinwheel.nn.module.FeatureTypeException if there are others
   */
  public Pointwise(FeatureType input, Activation activation) {
    super(FieldKinds.requirePermuted("a pointwise nonlinearity", input, "use NormRelu"), input);
    this.activation = activation;
  }

  Activation activation() {
    return activation;
  }

  @Override
  public String kind() {
    return activation == Activation.LEAKY_RELU
        ? "leakyRelu"
        : activation.name().toLowerCase(Locale.ROOT);
  }

  @Override
  protected FeatureMap forward(FeatureMap x, Pass pass) {
    return FeatureMap.ofChannels(output(), activation.apply(x.channels()));
  }

  @Override
  protected Value describe(Value x, Description to) {
    return x.map(activation.elementwise());
  }
}
