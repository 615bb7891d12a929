package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.engine.Columns;
import dev.pinwheel.nn.engine.OwnGradient;
import dev.pinwheel.nn.engine.Patches;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A correlation of few taps by whose input nothing is differentiated, such as the lifting of
 * images, batch norm per field by the batch's own statistics, and what follows, all in one.
 *
 * <p>The correlation's values {@code x = W p + w} are never formed. Their statistics come from the
 * {@link Patches} p, so that batch norm is folded into the filters as it is in inference; and with
 * {@code G = Σ z pᵀ} and {@code M = Σ p pᵀ} the formulas of {@link FieldStatistics} become {@code
 * dβ = Σz}, a column of G, {@code Σ z (x − w) = Σ_k W_k G_k}, and {@code dW = Σ dx pᵀ = outer (G +
 * slope W M + (offset + slope w) Σ pᵀ)}, where {@code w = W m} is what the patches' means make. So
 * the map is written once, forward, and read once, backward, where {@link Normaliser} reads it six
 * times and writes two others.
 */
final class PatchNormaliser {
  /** With 12 nothing is gained or lost. */
  private static final double PRODUCTS_PER_CHANNEL = 8;

  private final CosetCorrelation correlation;
  private final FeatureMap input;
  private final Pass pass;
  private final FieldChannels channels;
  private final Tensor filters;
  private final Tensor matrix;
  private final Patches patches;
  private final Tensor moments;
  private final double[] offsets;
  private final FieldStatistics statistics;

  /**
   * Measures a batch.
   *
   * @param correlation {@linkplain #suits suitable}
   * @param input what it takes
   * @param pass the pass, with the part of the batch that the input is
   */
  PatchNormaliser(CosetCorrelation correlation, FeatureMap input, Pass pass) {
    this.correlation = correlation;
    this.input = input;
    this.pass = pass;
    this.channels = FieldChannels.of(correlation.output());
    this.filters = correlation.filters(pass);
    try (NoGradGuard guard = new NoGradGuard()) {
      Window window = correlation.window().orElseThrow();
      patches =
          new Patches(input.channels(), window.kernel(), DenseCorrelation.motion(window, 1, false));
      moments = patches.products();
      // A last column of zeros for the ones below the taps.
      matrix =
          torch.constant_pad_nd(
              filters.to(torch.ScalarType.Double).reshape(filters.size(0), -1), new long[] {0, 1});
      offsets = Tensors.toDoubles(matrix.narrow(1, 0, patches.taps()).mv(patches.means()));
      statistics = measured();
    }
  }

  /**
   * Whether a correlation's taps are so few that the products of patches cost less than the passes
   * over its values that they save, and its input needs no gradient.
   */
  static boolean suits(CosetCorrelation correlation, FeatureMap input) {
    double kernel = correlation.window().orElseThrow().kernel();
    double taps = Math.pow(kernel, input.size().length) * correlation.input().channels();
    return input.channels().is_cpu()
        && !input.channels().requires_grad()
        && taps * taps <= PRODUCTS_PER_CHANNEL * correlation.output().channels();
  }

  private FieldStatistics measured() {
    double[] sums = Tensors.toDoubles(matrix.mv(moments.select(1, -1)));
    double[] squares = Tensors.toDoubles(Tensors.sum(matrix.mm(moments).mul(matrix), 1));
    double positions = moments.select(0, -1).select(0, -1).item_double();
    double[] totals = new double[sums.length];
    Arrays.setAll(totals, c -> sums[c] + positions * offsets[c]);
    double[] here = {positions * channels.orientations()};
    double[][] first = pass.part().sums(channels.sums(totals, 1), here);
    double count = first[1][0];
    double[] mean = Arrays.stream(first[0]).map(sum -> sum / count).toArray();
    double[] centre = centre(mean);
    double[] distances = new double[sums.length];
    Arrays.setAll(distances, c -> squares[c] - centre[c] * (2 * sums[c] - positions * centre[c]));
    double[] variance =
        Arrays.stream(pass.part().sum(channels.sums(distances, 1)))
            .map(sum -> Math.max(0, sum) / count)
            .toArray();
    return new FieldStatistics(count, mean, variance);
  }

  /** μ as a value of W p, per channel. */
  private double[] centre(double[] mean) {
    double[] centre = channels.spread(mean);
    Arrays.setAll(centre, c -> centre[c] - offsets[c]);
    return centre;
  }

  FieldStatistics statistics() {
    return statistics;
  }

  /**
   * Correlates and normalises.
   *
   * @param scale γ
   * @param shift β
   * @param epilogue what follows
   * @return the map with its place in the graph
   */
  FeatureMap apply(Tensor scale, Tensor shift, Epilogue epilogue) {
    FeatureMap map = correlated(scale, shift, epilogue);
    Maxima maxima = epilogue.maxima(map);
    // A view of the map would take another copy of the gradient.
    Tensor y = (maxima == null ? map.rows() : maxima.rows()).detach();
    for (Columns.Block block : Columns.blocks(y)) {
      epilogue.finish(block.of(y));
    }
    List<Tensor> parameters = new ArrayList<>(List.of(filters, scale, shift));
    Tensor bias = correlation.bias(pass);
    if (bias != null) {
      parameters.add(bias);
    }
    Tensor attached =
        OwnGradient.attach(
            y,
            input.rows(),
            parameters,
            g -> backward(g.contiguous(), y, maxima, epilogue, parameters));
    int[] size = maxima == null ? map.size() : maxima.size();
    return FeatureMap.ofRows(map.type(), attached, map.batch(), size);
  }

  /** The correlation with batch norm in its filters, without a graph. */
  private FeatureMap correlated(Tensor scale, Tensor shift, Epilogue epilogue) {
    try (NoGradGuard guard = new NoGradGuard()) {
      FieldStatistics.Affine affine =
          statistics.affine(Tensors.toDoubles(scale), Tensors.toDoubles(shift), epilogue.kept());
      Tensor factor = perChannel(affine.factor()).view(overFilters());
      return correlation.forward(
          input,
          pass.operand(filters.mul(factor.to(filters.scalar_type()))),
          pass.operand(perChannel(affine.offset())));
    }
  }

  private Tensor[] backward(
      Tensor gradient, Tensor y, Maxima maxima, Epilogue epilogue, List<Tensor> parameters) {
    Tensor scale = parameters.get(1);
    Tensor byFilters = torch.empty_like(filters);
    double[] byScale;
    double[] byShift;
    try (PointerScope scope = new PointerScope()) {
      // Columns: the taps, and what belongs to the ones below them.
      Tensor g = sums(gradient, y, maxima, epilogue).mul(Tensors.scalar(epilogue.kept()));
      double[] sums = Tensors.toDoubles(g.select(1, -1));
      double[] products = Tensors.toDoubles(Tensors.sum(matrix.mul(g), 1));
      double[] centre = centre(statistics.mean());
      Arrays.setAll(products, c -> products[c] - centre[c] * sums[c]);
      byShift = channels.sums(sums, 1);
      byScale = statistics.byScale(channels.sums(products, 1));
      // Parameters get this part's derivative, which depends on the sums over all parts.
      double[][] all = pass.part().sums(byScale, byShift);
      FieldStatistics.ByInput byInput =
          statistics.byInput(Tensors.toDoubles(scale), all[0], all[1]);
      byFilters.copy_(byTaps(g, byInput).reshape(byFilters.sizes()));
    }
    List<Tensor> found =
        new ArrayList<>(
            List.of(byFilters, Columns.operand(byScale, scale), Columns.operand(byShift, scale)));
    if (parameters.size() > found.size()) {
      found.add(torch.zeros_like(parameters.get(3)));
    }
    // None by the input, which needs none.
    found.add(0, null);
    return found.toArray(Tensor[]::new);
  }

  /** {@code Σ dx (p + m)ᵀ}. */
  private Tensor byTaps(Tensor g, FieldStatistics.ByInput byInput) {
    FieldStatistics.Affine inner = byInput.inner();
    Tensor slope = column(inner.factor());
    Tensor offset = slope.mul(Tensors.of(offsets, offsets.length, 1)).add(column(inner.offset()));
    Tensor all =
        g.add(matrix.mm(moments).mul(slope))
            .add(moments.select(0, -1).mul(offset))
            .mul(column(byInput.outer()));
    return all.narrow(1, 0, patches.taps())
        .add(all.narrow(1, patches.taps(), 1).mul(patches.means()));
  }

  /** Σ z pᵀ, where z is the derivative by γ x̂ + β without the mask's factor. */
  private Tensor sums(Tensor gradient, Tensor y, Maxima maxima, Epilogue epilogue) {
    Patches.Sums sums = patches.sums((int) filters.size(0));
    Tensor pooled = maxima == null ? null : rectified(gradient, y);
    for (Columns.Block block : patches.blocks()) {
      try (PointerScope scope = new PointerScope()) {
        if (maxima != null) {
          sums.add(block, maxima.backward(pooled, block));
        } else if (epilogue.isRectified()) {
          sums.add(block, rectified(block.of(gradient), block.of(y)));
        } else {
          sums.add(block, block.of(gradient));
        }
      }
    }
    return sums.sums();
  }

  /** y is zero where ReLU or the mask was: one comparison undoes both. */
  private static Tensor rectified(Tensor gradient, Tensor y) {
    return torch.threshold_backward(gradient, y, Tensors.scalar(0));
  }

  private Tensor perChannel(double[] perField) {
    double[] values = channels.spread(perField);
    return Tensors.of(values, values.length);
  }

  private Tensor column(double[] perField) {
    return perChannel(perField).view(-1, 1);
  }

  private long[] overFilters() {
    long[] shape = new long[(int) filters.dim()];
    Arrays.fill(shape, 1);
    shape[0] = -1;
    return shape;
  }
}
