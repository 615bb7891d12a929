package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.engine.Columns;
import dev.pinwheel.nn.engine.OwnGradient;
import dev.pinwheel.nn.engine.Patches;
import dev.pinwheel.nn.engine.Rectifier;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Window;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A correlation of few taps by whose input nothing is differentiated, such as the lifting of
 * images, batch norm per field by the batch's own statistics, and what follows, all in one.
 *
 * <p>What batch norm needs to know of the correlation's values, patches tell ({@link
 * PatchStatistics}), so that it is folded into the filters as it is in inference. Those values,
 * which {@link Normaliser} reads four times, are never formed, and neither is their derivative.
 */
final class PatchNormaliser {
  /** Measured: with eight products per channel nothing is gained or lost. */
  private static final double PRODUCTS_PER_CHANNEL = 4;

  private final CosetCorrelation correlation;
  private final FeatureMap input;
  private final Pass pass;
  private final FieldChannels channels;
  private final Tensor filters;
  private final Patches patches;
  private final PatchStatistics statistics;

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
      statistics = new PatchStatistics(filters, patches, channels, pass.part());
    }
  }

  /**
   * Whether a correlation's taps are so few that the products of patches cost less than the passes
   * over its values that they save, and its input needs no gradient.
   */
  static boolean suits(CosetCorrelation correlation, FeatureMap input) {
    Window window = correlation.window().orElseThrow();
    int channels = correlation.input().channels();
    return input.channels().is_cpu()
        && !input.channels().requires_grad()
        && Patches.productsPerPosition(
                window.kernel(), window.stride(), input.size().length, channels)
            <= PRODUCTS_PER_CHANNEL * correlation.output().channels();
  }

  FieldStatistics statistics() {
    return statistics.fields();
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
    FieldStatistics.Affine affine =
        statistics().affine(Tensors.toDoubles(scale), Tensors.toDoubles(shift), epilogue.kept());
    FeatureMap map = correlated(affine);
    Selection selection = epilogue.selection(map);
    // A view, as autograd knows them, would be made anew of what it is a view of.
    FeatureMap selected = selection.overwritable();
    FeatureMap result = FeatureMap.ofChannels(selected.type(), selected.channels().detach());
    Tensor y = result.rows();
    for (Columns.Block block : Columns.blocks(y)) {
      epilogue.finish(block.of(y));
    }
    Epilogue.keepNaN(y, affine);
    List<Tensor> inputs = new ArrayList<>(List.of(filters, scale, shift));
    Tensor bias = correlation.bias(pass);
    if (bias != null) {
      inputs.add(bias);
    }
    OwnGradient.attach(
        result.channels(),
        inputs,
        g ->
            backward(
                FeatureMap.ofChannels(selected.type(), g).rows().contiguous(),
                y,
                selection,
                epilogue,
                inputs));
    return result;
  }

  /** The correlation with batch norm in its filters, without a graph. */
  private FeatureMap correlated(FieldStatistics.Affine affine) {
    try (NoGradGuard guard = new NoGradGuard()) {
      Tensor factor = perChannel(affine.factor()).to(filters.scalar_type());
      return correlation.forward(
          input,
          pass.operand(DenseCorrelation.scaled(filters, factor)),
          pass.operand(perChannel(affine.offset())));
    }
  }

  private Tensor[] backward(
      Tensor gradient, Tensor y, Selection selection, Epilogue epilogue, List<Tensor> inputs) {
    Tensor scale = inputs.get(1);
    PatchStatistics.Derivatives by =
        statistics.derivatives(
            sums(gradient, y, selection, epilogue), epilogue.kept(), Tensors.toDoubles(scale));
    Tensor[] found = new Tensor[inputs.size()];
    found[0] = Tensors.of(by.byFilters(), filters.sizes().vec().get()).to(filters.scalar_type());
    found[1] = Columns.operand(by.byScale(), scale);
    found[2] = Columns.operand(by.byShift(), scale);
    if (found.length > 3) {
      found[3] = torch.zeros_like(inputs.get(3));
    }
    return found;
  }

  /** Σ z pᵀ, where z is the derivative by γ x̂ + β without the mask's factor. */
  private Tensor sums(Tensor gradient, Tensor y, Selection selection, Epilogue epilogue) {
    Patches.Sums sums = patches.sums((int) filters.size(0));
    for (Columns.Block block : patches.blocks()) {
      try (PointerScope scope = new PointerScope()) {
        Tensor z = selection.from(gradient, block);
        if (epilogue.isRectified()) {
          // y is zero where ReLU or the mask was: one comparison undoes both.
          Tensor rectified = torch.empty_like(z);
          Rectifier.back(rectified, z, selection.from(y, block));
          z = rectified;
        }
        sums.add(block, selection.back(z, block));
      }
    }
    return sums.sums();
  }

  private Tensor perChannel(double[] perField) {
    double[] values = channels.spread(perField);
    return Tensors.of(values, values.length);
  }
}
