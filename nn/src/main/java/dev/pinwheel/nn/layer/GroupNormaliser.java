package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.engine.Columns;
import dev.pinwheel.nn.engine.OwnGradient;
import dev.pinwheel.nn.engine.Tensors;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Group norm of one batch: {@code y = γ x̂ + β} with {@code x̂ = (x − μ) r, r = 1/√(σ² + ε)}, μ and
 * r per image and group of fields.
 *
 * <p>With the derivative z by y and a set of N values that share μ, {@code dx = r (γ z − Σγz/N − x̂
 * Σγzx̂/N)}; {@code dβ = Σz} and {@code dγ = Σ z x̂} are per field.
 *
 * <p>μ is rounded; what x − μ has left for a mean is counted in where it matters.
 *
 * <p>LibTorch's own would go through orientations as if they were pixels, a few fields at a time,
 * and take σ² for the mean of squares less the square of the mean, which loses digits.
 */
final class GroupNormaliser {
  private final Tensor rows;
  private final long images;
  private final long orientations;
  private final long groups;
  private final long each;
  private final double count;

  /**
   * Looks at a batch.
   *
   * @param rows shape [images·pixels, channels], channels group-major
   * @param images how many images there are
   * @param orientations how many channels belong to a field
   * @param groups how many groups the fields fall into
   */
  GroupNormaliser(Tensor rows, long images, long orientations, long groups) {
    this.rows = rows.contiguous();
    this.images = images;
    this.orientations = orientations;
    this.groups = groups;
    this.each = rows.size(1) / orientations / groups;
    this.count = (double) rows.size(0) / images * orientations * each;
  }

  /**
   * Normalises.
   *
   * @param input the rows, with their place in the graph
   * @param scale γ
   * @param shift β
   * @return shape [images·pixels, channels]
   */
  Tensor apply(Tensor input, Tensor scale, Tensor shift) {
    Tensor y = torch.empty_like(rows);
    Tensor mean;
    Tensor rest;
    Tensor inverse;
    try (NoGradGuard guard = new NoGradGuard()) {
      mean = perGroup(sums(rows)).div(Tensors.scalar(count));
      centre(y, mean);
      rest = perGroup(sums(y)).div(Tensors.scalar(count));
      y.square_();
      Tensor variance = perGroup(sums(y)).div(Tensors.scalar(count)).sub(rest.square());
      inverse = variance.add(Tensors.scalar(FieldStatistics.EPSILON)).rsqrt();
      // Centred once more instead of kept: memory costs more than a subtraction.
      centre(y, mean);
      Tensor factor = spread(inverse).mul(perChannel(scale));
      scaleAndShift(y, factor, perChannel(shift).sub(spread(rest).mul(factor)));
    }
    return OwnGradient.attach(
        y, List.of(input, scale, shift), g -> backward(g.contiguous(), mean, rest, inverse, scale));
  }

  private Tensor[] backward(Tensor z, Tensor mean, Tensor rest, Tensor inverse, Tensor scale) {
    Tensor byInput = torch.empty_like(rows);
    centre(byInput, mean);
    Tensor sums = sums(z);
    Tensor products = torch.empty_like(sums);
    try (PointerScope scope = new PointerScope()) {
      products.copy_(sums(z.mul(byInput)));
    }
    Tensor r = spread(inverse);
    Tensor left = spread(rest);
    products.sub_(sums.mul(left.squeeze(1))).mul_(r.squeeze(1));
    Tensor gamma = perChannel(scale);
    Tensor share = inverse.div(Tensors.scalar(-count));
    Tensor offset = spread(perGroup(sums.mul(gamma.squeeze(1))).mul(share));
    Tensor slope = spread(perGroup(products.mul(gamma.squeeze(1))).mul(share)).mul(r);
    scaleAndShift(byInput, slope, offset.sub(slope.mul(left)));
    Tensor factor = r.mul(gamma);
    if (Columns.isNarrow(rows)) {
      perImage(byInput).add_(perImage(z).mul(factor.to(rows.scalar_type())));
    } else {
      perImage(byInput).addcmul_(perImage(z), factor);
    }
    return new Tensor[] {byInput, perField(products), perField(sums)};
  }

  /** Writes x − μ. */
  private void centre(Tensor out, Tensor mean) {
    torch.sub_out(perImage(out), perImage(rows), spread(mean).to(rows.scalar_type()));
  }

  /** Overwrites a matrix by itself times a factor plus an offset, per image and channel. */
  private void scaleAndShift(Tensor matrix, Tensor factor, Tensor offset) {
    Tensor x = perImage(matrix);
    if (Columns.isNarrow(rows)) {
      x.mul_(factor).add_(offset);
    } else {
      torch.addcmul_out(x, offset, x, factor);
    }
  }

  private Tensor perImage(Tensor matrix) {
    return matrix.view(images, -1, rows.size(1));
  }

  /** Sums over an image's pixels, shape [images, channels]; of narrow numbers in float32. */
  private Tensor sums(Tensor matrix) {
    Tensor x = perImage(matrix);
    return Columns.isNarrow(matrix)
        ? x.sum(new long[] {1}, false, new ScalarTypeOptional(ScalarType.Float))
        : Tensors.sum(x, 1);
  }

  /** From sums per channel to sums per group of fields, shape [images, groups]. */
  private Tensor perGroup(Tensor perChannel) {
    return Tensors.sum(Tensors.sum(perChannel.view(images, orientations, groups, each), 3), 1);
  }

  /** From numbers per group to numbers per channel, shape [images, 1, channels]. */
  private Tensor spread(Tensor perGroup) {
    return perGroup
        .view(images, 1, groups, 1)
        .expand(images, orientations, groups, each)
        .reshape(images, 1, -1);
  }

  /** From numbers per field to numbers per channel, shape [1, 1, channels]. */
  private Tensor perChannel(Tensor perField) {
    return perField.detach().repeat(orientations).view(1, 1, -1);
  }

  /** From numbers per image and channel to their sums per field. */
  private Tensor perField(Tensor perChannel) {
    return Tensors.sum(perChannel.view(images * orientations, -1), 0);
  }
}
