package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.engine.ColumnMoments;
import dev.pinwheel.nn.engine.ColumnProducts;
import dev.pinwheel.nn.engine.Columns;
import dev.pinwheel.nn.engine.OwnGradient;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.module.BatchPart;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Batch norm per field by a batch's own statistics, joined with what follows it: {@code y = m φ(γ
 * x̂ + β)} with {@code x̂ = (x − μ)/√(σ² + ε)}.
 *
 * <p>φ and m are nothing, or ReLU, or ReLU and a dropout mask or a maximum over windows. With
 * {@code z = dL/d(γ x̂ + β)}, {@code dβ = Σz} and {@code dγ = Σ z x̂}, sums of n terms over images,
 * pixels and the group axis, {@code dx = γ/√(σ² + ε) (z − dβ/n − x̂ dγ/n)} (Ioffe &amp; Szegedy,
 * Batch Normalization, 2015, section 3).
 *
 * <p>Both ways read the map twice from memory, block by block.
 */
final class Normaliser {
  static final double EPSILON = 1e-5;

  private final Tensor rows;
  private final int orientations;
  private final BatchPart part;
  private final double count;
  private final double[] mean;
  private final double[] variance;

  /**
   * Measures a batch.
   *
   * @param rows shape [pixels, channels], channels group-major
   * @param orientations how many channels share a field's statistics
   * @param part the part of the batch that the rows are; statistics are over all parts
   */
  Normaliser(Tensor rows, int orientations, BatchPart part) {
    try (NoGradGuard guard = new NoGradGuard()) {
      this.rows = rows.contiguous();
      this.orientations = orientations;
      this.part = part;
      ColumnMoments moments = new ColumnMoments(this.rows);
      double here = (double) this.rows.size(0) * orientations;
      double[] first = part.sum(joined(perField(moments.sums(), 1), new double[] {here}));
      this.count = first[first.length - 1];
      this.mean = divided(Arrays.copyOf(first, first.length - 1));
      this.variance = divided(part.sum(perField(moments.squares(perChannel(mean)), 1)));
    }
  }

  /** What follows the normalisation and is computed with it. */
  sealed interface Epilogue {}

  /** Nothing follows. */
  record Plain() implements Epilogue {}

  /** ReLU follows. */
  record Rectified() implements Epilogue {}

  /** ReLU and then dropout follow. */
  record RectifiedAndDropped(Dropout.Masks masks) implements Epilogue {}

  /**
   * ReLU and then the maximum over windows follow. Where γ is positive, all of them rise with the
   * argument, so that the maxima are sought first and the rest is done for them alone; z is zero
   * but where they stood.
   */
  record RectifiedAndPooled(Maxima maxima) implements Epilogue {}

  /** Per field. */
  double[] mean() {
    return mean.clone();
  }

  /** Per field, unbiased; of a single value biased. */
  double[] unbiasedVariance() {
    double factor = count > 1 ? count / (count - 1) : 1;
    return Arrays.stream(variance).map(v -> v * factor).toArray();
  }

  /**
   * Normalises.
   *
   * @param input the rows, with their place in the graph
   * @param scale γ
   * @param shift β
   * @param bias what was left out of the input as it makes no difference; null for nothing
   * @param epilogue what follows
   * @return a row per pixel; where pooling follows, per pixel of the pooled map
   */
  Tensor apply(Tensor input, Tensor scale, Tensor shift, Tensor bias, Epilogue epilogue) {
    Tensor from = epilogue instanceof RectifiedAndPooled pooled ? pooled.maxima().rows() : rows;
    Tensor y = torch.empty_like(from);
    try (NoGradGuard guard = new NoGradGuard();
        PointerScope scope = new PointerScope()) {
      double kept = kept(epilogue);
      double[] factor = product(Tensors.toDoubles(scale), inverseDeviation());
      double[] offset = Tensors.toDoubles(shift);
      for (int f = 0; f < offset.length; f++) {
        offset[f] = kept * (offset[f] - mean[f] * factor[f]);
        factor[f] *= kept;
      }
      Tensor a = spread(factor);
      Tensor b = spread(offset);
      for (Columns.Block block : Columns.blocks(from)) {
        Tensor part = block.of(y);
        Columns.affine(part, block.of(from), a, b);
        if (!(epilogue instanceof Plain)) {
          part.relu_();
        }
        if (epilogue instanceof RectifiedAndDropped dropped) {
          dropped.masks().drop(part);
        }
      }
    }
    List<Tensor> parameters = bias == null ? List.of(scale, shift) : List.of(scale, shift, bias);
    return OwnGradient.attach(
        y, input, parameters, g -> backward(g.contiguous(), y, from, scale, bias, epilogue));
  }

  private Tensor[] backward(
      Tensor gradient, Tensor y, Tensor from, Tensor scale, Tensor bias, Epilogue epilogue) {
    double kept = kept(epilogue);
    Tensor byInput = torch.empty_like(rows);
    double[] byScale;
    double[] byShift;
    try (PointerScope scope = new PointerScope()) {
      Tensor scratch = Columns.scratch(rows);
      boolean rectified = !(epilogue instanceof Plain);
      Tensor place = epilogue instanceof RectifiedAndPooled ? torch.empty_like(from) : byInput;
      Tensor z = rectified ? place : gradient;
      ColumnProducts products = new ColumnProducts(perChannel(mean), from);
      for (Columns.Block block : Columns.blocks(from)) {
        Tensor part = block.of(z);
        if (rectified) {
          // y is zero where ReLU or the mask was: one comparison undoes both.
          torch.threshold_backward_out(part, block.of(gradient), block.of(y), Tensors.scalar(0));
        }
        products.add(part, block.of(from));
      }
      byShift = perField(products.sums(), kept);
      byScale = product(perField(products.products(), kept), inverseDeviation());
      // Parameters get this part's derivative; the input's depends on the sums over all parts.
      double[] all = part.sum(joined(byScale, byShift));
      double[] allByScale = Arrays.copyOf(all, fields());
      double[] allByShift = Arrays.copyOfRange(all, fields(), all.length);
      if (epilogue instanceof RectifiedAndPooled pooled) {
        z = pooled.maxima().backward(z);
      }
      combine(byInput, z, kept, allByScale, allByShift, Tensors.toDoubles(scale), scratch);
    }
    Tensor dScale = Columns.operand(byScale, scale);
    Tensor dShift = Columns.operand(byShift, scale);
    return bias == null
        ? new Tensor[] {byInput, dScale, dShift}
        : new Tensor[] {byInput, dScale, dShift, torch.zeros_like(bias)};
  }

  private static double[] joined(double[] a, double[] b) {
    double[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  /**
   * dx = a (kept z − dβ/n − x̂ dγ/n) with a = γ/√(σ² + ε), written as a (kept z + x·slope +
   * offset).
   */
  private void combine(
      Tensor byInput,
      Tensor z,
      double kept,
      double[] byScale,
      double[] byShift,
      double[] scale,
      Tensor scratch) {
    double[] inverse = inverseDeviation();
    double[] outer = product(scale, inverse);
    double[] slope = new double[fields()];
    double[] offset = new double[fields()];
    for (int f = 0; f < fields(); f++) {
      slope[f] = -inverse[f] * byScale[f] / count;
      offset[f] = -byShift[f] / count - slope[f] * mean[f];
    }
    Scalar factor = Tensors.scalar(kept);
    boolean narrow = Columns.isNarrow(rows);
    Tensor a = spread(outer);
    Tensor p = spread(narrow ? slope : product(slope, outer));
    Tensor q = spread(narrow ? offset : product(offset, outer));
    Tensor rounded = a.to(rows.scalar_type());
    for (Columns.Block block : Columns.blocks(rows)) {
      Tensor part = block.ofScratch(scratch);
      Columns.affine(part, block.of(rows), p, q);
      if (narrow) {
        // There is no fast sum of products in mixed formats.
        part.add_(block.of(z), factor);
        torch.mul_out(block.of(byInput), part, rounded);
      } else {
        torch.addcmul_out(block.of(byInput), part, block.of(z), a, factor);
      }
    }
  }

  /** What dropout multiplies with what it keeps; taken into the factors of batch norm. */
  private static double kept(Epilogue epilogue) {
    return epilogue instanceof RectifiedAndDropped dropped ? dropped.masks().scale() : 1;
  }

  private double[] inverseDeviation() {
    return Arrays.stream(variance).map(v -> 1 / Math.sqrt(v + EPSILON)).toArray();
  }

  private int fields() {
    return (int) rows.size(1) / orientations;
  }

  private double[] divided(double[] sums) {
    return Arrays.stream(sums).map(s -> s / count).toArray();
  }

  /** Sums over the group axis; channels are group-major. */
  private double[] perField(double[] channels, double factor) {
    double[] sums = new double[channels.length / orientations];
    for (int c = 0; c < channels.length; c++) {
      sums[c % sums.length] += factor * channels[c];
    }
    return sums;
  }

  /** One number per field as one per channel. */
  private double[] perChannel(double[] perField) {
    double[] channels = new double[perField.length * orientations];
    Arrays.setAll(channels, c -> perField[c % perField.length]);
    return channels;
  }

  /** The same as an operand. */
  private Tensor spread(double[] perField) {
    return Columns.operand(perChannel(perField), rows);
  }

  private static double[] product(double[] a, double[] b) {
    double[] c = new double[a.length];
    Arrays.setAll(c, i -> a[i] * b[i]);
    return c;
  }
}
