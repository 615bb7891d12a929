package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.engine.Patches;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.module.BatchPart;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A correlation's statistics and batch norm's derivatives from {@link Patches} p, without the
 * correlation's values {@code x = W p + w}, where {@code w = W m} is what the patches' means make.
 *
 * <p>With {@code G = Σ z pᵀ} and {@code M = Σ p pᵀ} the formulas of {@link FieldStatistics} become
 * {@code dβ = Σz}, a column of G, {@code Σ z (x − w) = Σ_k W_k G_k}, and {@code Σ dx pᵀ = outer (G
 * + slope W M + (offset + slope w) Σ pᵀ)}. All of it in float64.
 */
final class PatchStatistics {
  private final Patches patches;
  private final FieldChannels channels;
  private final BatchPart part;
  private final Tensor matrix;
  private final Tensor moments;
  private final Tensor products;
  private final double[] means;
  private final FieldStatistics statistics;

  /**
   * Measures a batch.
   *
   * @param filters W, shape [channels, inputs, kernel axes…]
   * @param patches of the part's images
   * @param channels what channels are
   * @param part the part of the batch that the patches are of; statistics are over all parts
   */
  PatchStatistics(Tensor filters, Patches patches, FieldChannels channels, BatchPart part) {
    this.patches = patches;
    this.channels = channels;
    this.part = part;
    Tensor taps = filters.to(ScalarType.Double).reshape(filters.size(0), -1);
    // A last column of zeros for the ones below the taps.
    matrix = torch.constant_pad_nd(taps, new long[] {0, 1});
    moments = patches.products();
    products = matrix.mm(moments);
    means = Tensors.toDoubles(taps.mv(patches.means()));
    statistics = measured();
  }

  private FieldStatistics measured() {
    double[] sums = Tensors.toDoubles(products.select(1, -1));
    double[] squares = Tensors.toDoubles(Tensors.sum(products.mul(matrix), 1));
    double positions = moments.select(0, -1).select(0, -1).item_double();
    double[] totals = new double[sums.length];
    Arrays.setAll(totals, c -> sums[c] + positions * means[c]);
    double[] here = {positions * channels.orientations()};
    double[][] first = part.sums(channels.sums(totals, 1), here);
    double count = first[1][0];
    double[] mean = Arrays.stream(first[0]).map(sum -> sum / count).toArray();
    double[] centre = centre(mean);
    double[] distances = new double[sums.length];
    Arrays.setAll(distances, c -> squares[c] - centre[c] * (2 * sums[c] - positions * centre[c]));
    double[] variance =
        Arrays.stream(part.sum(channels.sums(distances, 1)))
            .map(sum -> Math.max(0, sum) / count)
            .toArray();
    return new FieldStatistics(count, mean, variance);
  }

  /** μ − w, per channel. */
  private double[] centre(double[] mean) {
    double[] centre = channels.spread(mean);
    Arrays.setAll(centre, c -> centre[c] - means[c]);
    return centre;
  }

  /** The statistics. */
  FieldStatistics fields() {
    return statistics;
  }

  /**
   * The derivatives by parameters, computed together with all parts.
   *
   * @param g G, shape [channels, taps + 1], in float64
   * @param scale γ
   */
  Derivatives derivatives(Tensor g, double[] scale) {
    return new Derivatives(g, scale);
  }

  /** The derivatives by parameters. */
  final class Derivatives {
    private final double[] byScale;
    private final double[] byShift;
    private final Tensor byFilters;

    private Derivatives(Tensor g, double[] scale) {
      double[] sums = Tensors.toDoubles(g.select(1, -1));
      double[] byValue = Tensors.toDoubles(Tensors.sum(matrix.mul(g), 1));
      double[] centre = centre(statistics.mean());
      Arrays.setAll(byValue, c -> byValue[c] - centre[c] * sums[c]);
      byShift = channels.sums(sums, 1);
      byScale = statistics.byScale(channels.sums(byValue, 1));
      // Parameters get this part's derivative, which depends on the sums over all parts.
      double[][] all = part.sums(byScale, byShift);
      byFilters = sumsByTaps(g, statistics.byInput(scale, all[0], all[1]));
    }

    /** By γ, per field. */
    double[] byScale() {
      return byScale;
    }

    /** By β, per field. */
    double[] byShift() {
      return byShift;
    }

    /** By W, shape [channels, taps], in float64. */
    Tensor byFilters() {
      return byFilters;
    }
  }

  /** {@code Σ dx (p + m)ᵀ}. */
  private Tensor sumsByTaps(Tensor g, FieldStatistics.ByInput byInput) {
    FieldStatistics.Affine inner = byInput.inner();
    Tensor slope = column(inner.factor());
    Tensor offset = slope.mul(Tensors.of(means, means.length, 1)).add(column(inner.offset()));
    Tensor byPatches =
        g.add(products.mul(slope))
            .add(moments.select(0, -1).mul(offset))
            .mul(column(byInput.outer()));
    long taps = patches.taps();
    Tensor sums = byPatches.narrow(1, taps, 1);
    return byPatches.narrow(1, 0, taps).add(sums.mul(patches.means()));
  }

  private Tensor column(double[] perField) {
    double[] values = channels.spread(perField);
    return Tensors.of(values, values.length, 1);
  }
}
