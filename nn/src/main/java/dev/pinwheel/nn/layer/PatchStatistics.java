package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.engine.Patches;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.module.BatchPart;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.bytedeco.pytorch.Tensor;

/**
 * A correlation's statistics and batch norm's derivatives from {@link Patches} p, without the
 * correlation's values {@code x = W p + w}, where {@code w = W m} is what the patches' means make.
 *
 * <p>With {@code G = Σ z pᵀ} and {@code M = Σ p pᵀ} the formulas of {@link FieldStatistics} become
 * {@code dβ = Σz}, a column of G, {@code Σ z (x − w) = Σ_k W_k G_k}, and {@code Σ dx pᵀ = outer (G
 * + slope W M + (offset + slope w) Σ pᵀ)}. All of it in double precision on the host: there are few
 * taps.
 */
final class PatchStatistics {
  private final FieldChannels channels;
  private final BatchPart part;
  private final int taps;
  private final double[][] matrix;
  private final double[] tapMeans;
  private final double[][] moments;
  private final double[][] products;
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
    this.channels = channels;
    this.part = part;
    taps = Math.toIntExact(patches.taps());
    matrix = rows(filters, taps);
    tapMeans = Tensors.toDoubles(patches.means());
    moments = patches.products();
    products = new double[matrix.length][taps + 1];
    means = new double[matrix.length];
    for (int c = 0; c < matrix.length; c++) {
      for (int k = 0; k < taps; k++) {
        addTo(products[c], moments[k], matrix[c][k]);
      }
      means[c] = dot(matrix[c], tapMeans);
    }
    statistics = measured();
  }

  private FieldStatistics measured() {
    double positions = moments[taps][taps];
    double[] sums = perChannel(c -> products[c][taps]);
    double[] totals = perChannel(c -> sums[c] + positions * means[c]);
    double[] here = {positions * channels.orientations()};
    double[][] first = part.sums(channels.sums(totals, 1), here);
    double count = first[1][0];
    double[] mean = Arrays.stream(first[0]).map(sum -> sum / count).toArray();
    double[] centre = centre(mean);
    double[] distances =
        perChannel(
            c -> dot(matrix[c], products[c]) - centre[c] * (2 * sums[c] - positions * centre[c]));
    double[] variance =
        Arrays.stream(part.sum(channels.sums(distances, 1)))
            .map(sum -> Math.max(0, sum) / count)
            .toArray();
    return new FieldStatistics(count, mean, variance);
  }

  /** μ − w, per channel. */
  private double[] centre(double[] mean) {
    double[] spread = channels.spread(mean);
    return perChannel(c -> spread[c] - means[c]);
  }

  /** The statistics. */
  FieldStatistics fields() {
    return statistics;
  }

  /**
   * The derivatives by parameters, computed together with all parts.
   *
   * @param sums shape [channels, taps + 1], in float64
   * @param times what these are to be multiplied with to be G
   * @param scale γ
   */
  Derivatives derivatives(Tensor sums, double times, double[] scale) {
    double[][] g = rows(sums, taps + 1);
    for (double[] row : g) {
      for (int k = 0; k <= taps; k++) {
        row[k] *= times;
      }
    }
    return new Derivatives(g, scale);
  }

  /** The derivatives by parameters. */
  final class Derivatives {
    private final double[] byScale;
    private final double[] byShift;
    private final double[] byFilters;

    private Derivatives(double[][] g, double[] scale) {
      double[] centre = centre(statistics.mean());
      double[] byValue = perChannel(c -> dot(matrix[c], g[c]) - centre[c] * g[c][taps]);
      byShift = channels.sums(perChannel(c -> g[c][taps]), 1);
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

    /** By W, row by row. */
    double[] byFilters() {
      return byFilters;
    }
  }

  /** {@code Σ dx (p + m)ᵀ}. */
  private double[] sumsByTaps(double[][] g, FieldStatistics.ByInput byInput) {
    double[] outer = channels.spread(byInput.outer());
    double[] slope = channels.spread(byInput.inner().factor());
    double[] offset = channels.spread(byInput.inner().offset());
    double[] found = new double[matrix.length * taps];
    for (int c = 0; c < matrix.length; c++) {
      double[] byPatches = g[c].clone();
      addTo(byPatches, products[c], slope[c]);
      addTo(byPatches, moments[taps], offset[c] + slope[c] * means[c]);
      for (int k = 0; k < taps; k++) {
        found[c * taps + k] = outer[c] * (byPatches[k] + byPatches[taps] * tapMeans[k]);
      }
    }
    return found;
  }

  private double[] perChannel(IntToDoubleFunction value) {
    double[] values = new double[matrix.length];
    Arrays.setAll(values, value);
    return values;
  }

  private static double[][] rows(Tensor tensor, int each) {
    double[] values = Tensors.toDoubles(tensor);
    double[][] rows = new double[values.length / each][];
    Arrays.setAll(rows, r -> Arrays.copyOfRange(values, r * each, (r + 1) * each));
    return rows;
  }

  /** Of as many numbers as the first has. */
  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  private static void addTo(double[] sum, double[] values, double times) {
    for (int k = 0; k < sum.length; k++) {
      sum[k] += times * values[k];
    }
  }
}
