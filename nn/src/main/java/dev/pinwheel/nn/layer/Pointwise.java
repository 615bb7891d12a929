package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.Description;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Pass;
import java.util.Locale;

/**
 * A nonlinearity on every value:
 *
 * <pre>  (Φf)(x, c) = φ(f(x, c)).</pre>
 *
 * <p><b>Shape.</b> Type and size stay; {@link Activation} has the formulas of φ. No parameters.
 *
 * <p><b>Equivariance.</b> Exact for fields on cosets (trivial, quotient, regular): there (L_g f)(x,
 * c) = f(g⁻¹x, g⁻¹c) only permutes values, and φ does not ask where a value stands. Of irreducible
 * fields of two components it would break the symmetry, since the rotation of a vector mixes its
 * components; they have {@link NormRelu} and {@link Gate}.
 *
 * <p><b>Derivatives.</b> Equivariant wherever φ is smooth. The rectifier has a kink at 0: rounding
 * may put a value on its other side in the turned image, which is why checks in single precision
 * leave such images out and say so.
 *
 * <p>Off the grid φ makes the only error that no kernel can undo: it widens the band of f, and what
 * leaves the grid's band folds back. A smooth φ (ELU, GELU, SiLU) folds less than the rectifier. In
 * a net: {@link dev.pinwheel.nn.NetBuilder#activation} and {@link dev.pinwheel.nn.NetBuilder#relu}.
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
