package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.dense.Arithmetic;
import dev.pinwheel.nn.dense.Elementwise;
import dev.pinwheel.nn.dense.Statistic;
import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.io.TensorData;
import dev.pinwheel.nn.module.Description;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Pass;
import org.bytedeco.pytorch.Tensor;

/**
 * The length of each field's vector, from irreducible to scalar fields:
 *
 * <pre>  y(x) = √(‖f(x)‖² + 10⁻¹²),</pre>
 *
 * the small number so that there is a derivative at 0.
 *
 * <p><b>Shape.</b> {@code n irrep} to {@code n trivial}; the spatial size stays; no parameters.
 *
 * <p><b>Equivariance.</b> Exact where pixels map onto pixels: (L_g f)(x) = ρ(g) f(g⁻¹x) with an
 * orthogonal ρ(g), so the length at x is that of f at g⁻¹x: invariant along the fibre. It is for
 * these fields what {@link Projection} is for functions on cosets, and loses the direction. A phase
 * between two fields can be kept by a {@link FieldCorrelation} to trivial fields before it.
 *
 * <p>(D. Worrall et al., <i>Harmonic Networks</i>, CVPR 2017.) In a net: {@link
 * dev.pinwheel.nn.NetBuilder#projection} where the fields are irreducible.
 */
public final class FieldNorm extends Layer {
  private static final double SMALL = 1e-12;

  /**
   * Lengths for a type.
   *
   * @param input fields of one kind that are not on cosets
   * @throws dev.pinwheel.nn.module.FeatureTypeException if they are, or there are several kinds
   */
  public FieldNorm(FeatureType input) {
    super(
        FieldKinds.requireIrreducible("fieldNorm", input, "use a projection"),
        FeatureType.trivial(input.group(), input.fields()));
  }

  @Override
  public String kind() {
    return "fieldNorm";
  }

  @Override
  protected FeatureMap forward(FeatureMap x, Pass pass) {
    return FeatureMap.ofRows(output(), lengths(x), x.batch(), x.size());
  }

  @Override
  protected Value describe(Value x, Description to) {
    return Fields.join(lengths(Fields.split(x, input().orientations())));
  }

  /** The lengths, shape [pixels, fields]. */
  static Tensor lengths(FeatureMap x) {
    Tensor vectors = x.rows().view(-1, x.type().orientations(), x.type().fields());
    return Tensors.sum(vectors.square(), 1).add(Tensors.scalar(SMALL)).sqrt();
  }

  /** The lengths in a description, shape [1, fields, spatial axes…]. */
  static Value lengths(Value vectors) {
    return vectors
        .combine(Arithmetic.MULTIPLY, vectors)
        .reduce(Statistic.SUM, 0)
        .combine(Arithmetic.ADD, TensorData.ofDoubles(new long[] {1}, SMALL))
        .map(Elementwise.SQUARE_ROOT);
  }
}
