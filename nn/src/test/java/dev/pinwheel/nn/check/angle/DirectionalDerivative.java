package dev.pinwheel.nn.check.angle;

import dev.pinwheel.group.Matrix;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Pass;

/**
 * Derivatives of a blurred image along the directions u = h·e, one for each coset hK:
 *
 * <pre>(Φf)(x, hK) = Σ_y k(y − x) f(y),   k(z) = the derivative of a Gaussian along h·e</pre>
 *
 * Equivariant under all rotations, as far as sums over pixels are integrals. On irreducible fields
 * instead the gradient, of frequency 1, or the second derivatives (∂x² − ∂y², 2∂x∂y), of frequency
 * 2; on trivial ones of a larger group the Laplacian. Kinds may be side by side.
 */
final class DirectionalDerivative extends Layer {
  private static final double DEVIATION = 1.5;
  private static final int REACH = 8;

  private final int order;

  /** Derivatives of order 1 or 2; those of order 2 do not tell a direction from its opposite. */
  DirectionalDerivative(FeatureType output, int order) {
    super(FeatureType.trivial(output.group(), 1), output);
    this.order = order;
  }

  @Override
  public String kind() {
    return "derivative";
  }

  @Override
  protected FeatureMap forward(FeatureMap x, Pass pass) {
    int height = x.size()[0];
    int width = x.size()[1];
    int m = output().channels();
    double[] in = Tensors.toDoubles(x.rows());
    double[] out = new double[in.length * m];
    for (int at = 0; at < in.length; at++) {
      int row = at / width % height;
      int column = at % width;
      for (int i = Math.max(-REACH, -row); i <= Math.min(REACH, height - 1 - row); i++) {
        for (int j = Math.max(-REACH, -column); j <= Math.min(REACH, width - 1 - column); j++) {
          for (int c = 0; c < m; c++) {
            out[at * m + c] += kernel(c, j, -i) * in[at + i * width + j];
          }
        }
      }
    }
    return FeatureMap.ofRows(output(), Tensors.of(out, in.length, m), x.batch(), x.size());
  }

  private double kernel(int channel, double x, double y) {
    int c = channel;
    for (FeatureType part : output().parts()) {
      if (c < part.channels()) {
        return kernel(part, c / part.fields(), x, y);
      }
      c -= part.channels();
    }
    throw new IllegalArgumentException("no channel " + channel);
  }

  private double kernel(FeatureType part, int value, double x, double y) {
    double square = DEVIATION * DEVIATION;
    double gauss = Math.exp(-(x * x + y * y) / (2 * square));
    if (part.isTrivial() && part.group().order() > 1) {
      return gauss * ((x * x + y * y) / square - 2) / square;
    }
    if (!part.isPermuted()) {
      double first = order == 1 ? -x : (x * x - y * y) / square;
      double second = order == 1 ? -y : 2 * x * y / square;
      return gauss * (value == 0 ? first : second) / square;
    }
    Matrix h = part.group().matrix(part.cosets().representative(value));
    double along = h.get(0, 0) * x + h.get(1, 0) * y;
    return gauss * (order == 1 ? -along / square : (along * along / square - 1) / square);
  }
}
