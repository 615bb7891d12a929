package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.engine.OwnGradient;
import dev.pinwheel.nn.engine.Tensors;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Batch norm per field by a batch's own statistics, joined with what follows it: {@code y = m φ(γ
 * x̂ + β)} with {@code x̂ = (x − μ)/√(σ² + ε)}.
 *
 * <p>φ and m are nothing, or ReLU, or ReLU and a dropout mask. Forward that takes four passes over
 * memory and one more for each of φ and m; backward six, and one for φ. With {@code z = dL/d(γ x̂ +
 * β)}, {@code dβ = Σz} and {@code dγ = Σ z x̂}, sums of n terms over images, pixels and the group
 * axis, {@code dx = γ/√(σ² + ε) (z − dβ/n − x̂ dγ/n)} (Ioffe &amp; Szegedy, Batch Normalization,
 * 2015, section 3).
 */
final class Normaliser {
  static final double EPSILON = 1e-5;
  private static final long NO_REDUCTION = 0;

  private final Tensor rows;
  private final int orientations;
  private final double count;
  private final ScalarType format;
  private final Tensor mean;
  private final Tensor variance;

  /**
   * Measures a batch.
   *
   * @param rows shape [pixels, channels], channels group-major
   * @param orientations how many channels share a field's statistics
   * @param format of statistics and parameters
   */
  Normaliser(Tensor rows, int orientations, ScalarType format) {
    try (NoGradGuard guard = new NoGradGuard()) {
      this.rows = rows.contiguous();
      this.orientations = orientations;
      this.format = format;
      this.count = (double) rows.size(0) * orientations;
      this.mean = meanPerField(this.rows, 1);
      this.variance = measureVariance();
    }
  }

  /** What follows the normalisation and is computed with it. */
  sealed interface Epilogue {}

  /** Nothing follows. */
  record Plain() implements Epilogue {}

  /** ReLU follows. */
  record Rectified() implements Epilogue {}

  /** ReLU and then dropout follow: a factor per value, zero or the given scale. */
  record RectifiedAndDropped(Tensor factors, double scale) implements Epilogue {}

  /** Per field. */
  Tensor mean() {
    return mean;
  }

  /** Per field, biased. */
  Tensor variance() {
    return variance;
  }

  /** How many values make a field's statistics. */
  double count() {
    return count;
  }

  Tensor apply(Tensor input, Tensor scale, Tensor shift, Epilogue epilogue) {
    Tensor y;
    try (NoGradGuard guard = new NoGradGuard()) {
      y =
          Tensors.normalise(
              rows, spread(mean), spread(variance), spread(scale), spread(shift), EPSILON);
      if (!(epilogue instanceof Plain)) {
        y.relu_();
      }
      if (epilogue instanceof RectifiedAndDropped dropped) {
        y.mul_(dropped.factors());
      }
    }
    return OwnGradient.attach(
        y, input, List.of(scale, shift), g -> backward(g.contiguous(), y, scale, epilogue));
  }

  private Tensor[] backward(Tensor gradient, Tensor y, Tensor scale, Epilogue epilogue) {
    // y is zero where ReLU or the mask was: one comparison undoes both.
    boolean rectified = !(epilogue instanceof Plain);
    Tensor z = rectified ? torch.threshold_backward(gradient, y, Tensors.scalar(0)) : gradient;
    double factor = epilogue instanceof RectifiedAndDropped dropped ? dropped.scale() : 1;
    Tensor product = z.mul(rows);
    Tensor meanOfZ = meanPerField(z, factor);
    Tensor meanOfProduct = meanPerField(product, factor);
    product.close();
    Tensor inverse = variance.add(Tensors.scalar(EPSILON)).rsqrt();
    Tensor byScale = meanOfProduct.sub(mean.mul(meanOfZ)).mul(inverse);
    // dx = outer (factor z + slope x + offset)
    Tensor slope = byScale.mul(inverse).neg();
    Tensor offset = slope.mul(mean).add(meanOfZ).neg();
    Tensor byInput = combine(z, factor, slope, offset, scale.mul(inverse));
    if (rectified) {
      z.close();
    }
    Scalar n = Tensors.scalar(count);
    return new Tensor[] {byInput, byScale.mul(n), meanOfZ.mul(n)};
  }

  private Tensor combine(Tensor z, double factor, Tensor slope, Tensor offset, Tensor outer) {
    Tensor result;
    if (z.scalar_type() == format) {
      result = Tensors.affine(rows, spread(slope.mul(outer)), spread(offset.mul(outer)));
      result.addcmul_(z, spread(outer), Tensors.scalar(factor));
    } else {
      // There is no fast product of mixed formats; three simple passes beat a slow one.
      result = Tensors.affine(rows, spread(slope), spread(offset));
      result.add_(z, Tensors.scalar(factor));
      result.mul_(spread(outer).to(z.scalar_type()));
    }
    return result;
  }

  private Tensor measureVariance() {
    if (rows.scalar_type() == format) {
      Tensor squares = torch.mse_loss(rows, spread(mean).expand(rows.sizes()), NO_REDUCTION);
      Tensor result = meanPerField(squares, 1);
      squares.close();
      return result;
    }
    // Of narrow numbers the mean of squares loses no digit that they have, and is cheaper.
    Tensor squares = rows.square();
    Tensor result = meanPerField(squares, 1).sub(mean.square());
    squares.close();
    return result.clamp_min(Tensors.scalar(0));
  }

  /** The mean over rows and over the group axis, times a factor. */
  private Tensor meanPerField(Tensor values, double factor) {
    Tensor channels = Tensors.sumOfRows(values, format);
    Tensor perField = Tensors.sum(channels.view(orientations, -1), 0);
    return perField.mul(Tensors.scalar(factor / count));
  }

  /** One number per field to one per channel; channels are group-major. */
  private Tensor spread(Tensor perField) {
    return perField.repeat(orientations);
  }
}
