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
 * <p>The correlation's values {@code x = W p} are never formed. Their statistics come from the
 * {@link Patches} p, so that batch norm is folded into the filters as it is in inference; and with
 * {@code G = Σ z pᵀ} and {@code M = Σ p pᵀ}, the formulas of {@link FieldStatistics} become {@code
 * dβ = Σz}, a column of G, {@code Σ z x = Σ_k W_k G_k}, and {@code dW = outer (G + slope W M +
 * offset Σ pᵀ)}. So the map is written once, forward, and read once, backward, where {@link
 * Normaliser} reads it six times and writes two others.
 */
final class PatchNormaliser {
  private final CosetCorrelation correlation;
  private final FeatureMap input;
  private final Pass pass;
  private final FieldChannels channels;
  private final Tensor filters;
  private final Tensor matrix;
  private final Patches patches;
  private final Tensor moments;
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
      statistics = measured();
    }
  }

  /** Whether a correlation's patches are fewer than its values, and its input needs no gradient. */
  static boolean suits(CosetCorrelation correlation, FeatureMap input) {
    double taps = Math.pow(correlation.window().orElseThrow().kernel(), input.size().length);
    return input.channels().is_cpu()
        && !input.channels().requires_grad()
        && taps * correlation.input().channels() <= correlation.output().channels();
  }

  /** E[x²] − E[x]² loses no digit that counts, in float64. */
  private FieldStatistics measured() {
    double[] sums = Tensors.toDoubles(matrix.mv(moments.select(1, -1)));
    double[] squares = Tensors.toDoubles(Tensors.sum(matrix.mm(moments).mul(matrix), 1));
    double positions = moments.select(0, -1).select(0, -1).item_double();
    double[][] all =
        pass.part()
            .sums(
                channels.sums(sums, 1),
                channels.sums(squares, 1),
                new double[] {positions * channels.orientations()});
    double count = all[2][0];
    double[] mean = Arrays.stream(all[0]).map(sum -> sum / count).toArray();
    double[] variance = new double[mean.length];
    Arrays.setAll(variance, f -> Math.max(0, all[1][f] / count - mean[f] * mean[f]));
    return new FieldStatistics(count, mean, variance);
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
    Tensor[] found = new Tensor[1 + parameters.size()];
    Tensor scale = parameters.get(1);
    try (PointerScope scope = new PointerScope()) {
      // Columns: the taps, and what belongs to the ones below them.
      Tensor g = sums(gradient, y, maxima, epilogue).mul(Tensors.scalar(epilogue.kept()));
      double[] sums = Tensors.toDoubles(g.select(1, -1));
      double[] products = Tensors.toDoubles(Tensors.sum(matrix.mul(g), 1));
      double[] means = channels.spread(statistics.mean());
      Arrays.setAll(products, c -> products[c] - means[c] * sums[c]);
      double[] byShift = channels.sums(sums, 1);
      double[] byScale = statistics.byScale(channels.sums(products, 1));
      // Parameters get this part's derivative, which depends on the sums over all parts.
      double[][] all = pass.part().sums(byScale, byShift);
      FieldStatistics.ByInput byInput =
          statistics.byInput(Tensors.toDoubles(scale), all[0], all[1]);
      Tensor byFilters =
          g.add(matrix.mm(moments).mul(column(byInput.inner().factor())))
              .add(moments.narrow(0, patches.taps(), 1).mul(column(byInput.inner().offset())))
              .mul(column(byInput.outer()))
              .narrow(1, 0, patches.taps())
              .reshape(filters.sizes());
      found[1] = byFilters.to(filters.scalar_type()).retainReference();
      found[2] = Columns.operand(byScale, scale).retainReference();
      found[3] = Columns.operand(byShift, scale).retainReference();
    }
    if (parameters.size() > 3) {
      found[4] = torch.zeros_like(parameters.get(3));
    }
    return found;
  }

  /** Σ z pᵀ, where z is the derivative by γ x̂ + β without the mask's factor. */
  private Tensor sums(Tensor gradient, Tensor y, Maxima maxima, Epilogue epilogue) {
    Patches.Sums sums = patches.sums((int) filters.size(0));
    if (maxima != null) {
      Tensor z = torch.threshold_backward(gradient, y, Tensors.scalar(0));
      Tensor full = maxima.backward(z);
      patches.blocks().forEach(block -> sums.add(block, block.of(full)));
      return sums.sums();
    }
    for (Columns.Block block : patches.blocks()) {
      try (PointerScope scope = new PointerScope()) {
        Tensor g = block.of(gradient);
        boolean rectified = epilogue.isRectified();
        sums.add(
            block, rectified ? torch.threshold_backward(g, block.of(y), Tensors.scalar(0)) : g);
      }
    }
    return sums.sums();
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
