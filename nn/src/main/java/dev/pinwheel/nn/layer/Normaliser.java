package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.engine.ColumnMap;
import dev.pinwheel.nn.engine.ColumnMoments;
import dev.pinwheel.nn.engine.ColumnProducts;
import dev.pinwheel.nn.engine.Columns;
import dev.pinwheel.nn.engine.OwnGradient;
import dev.pinwheel.nn.engine.Rectifier;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.module.BatchPart;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Batch norm per field by a batch's own statistics, joined with what follows it; the formulas are
 * {@link FieldStatistics}'s.
 *
 * <p>Both ways read the map twice from memory, block by block. Where γ is positive, ReLU follows
 * and then a maximum over windows or orientations, all of them rise with the argument, so that the
 * maxima are sought first and the rest is done for them alone; z is zero but where they stood.
 */
final class Normaliser {
  private final FeatureMap map;
  private final Tensor rows;
  private final FieldChannels channels;
  private final BatchPart part;
  private final FieldStatistics statistics;

  /**
   * Measures a batch.
   *
   * @param map fields on cosets
   * @param part the part of the batch that the map is; statistics are over all parts
   */
  Normaliser(FeatureMap map, BatchPart part) {
    this.map = map;
    this.channels = FieldChannels.of(map.type());
    this.part = part;
    try (NoGradGuard guard = new NoGradGuard()) {
      this.rows = map.rows().contiguous();
      ColumnMoments moments = new ColumnMoments(rows);
      double[] here = {(double) rows.size(0) * channels.orientations()};
      double[][] first = part.sums(channels.sums(moments.sums(), 1), here);
      double count = first[1][0];
      double[] mean = Arrays.stream(first[0]).map(sum -> sum / count).toArray();
      double[] squares = part.sum(channels.sums(moments.squares(channels.spread(mean)), 1));
      double[] variance = Arrays.stream(squares).map(sum -> sum / count).toArray();
      this.statistics = new FieldStatistics(count, mean, variance);
    }
  }

  FieldStatistics statistics() {
    return statistics;
  }

  /**
   * Normalises.
   *
   * @param scale γ; positive where a maximum follows
   * @param shift β
   * @param bias what was left out of the input as it makes no difference; null for nothing
   * @param epilogue what follows
   * @return the map with its place in the graph
   */
  FeatureMap apply(Tensor scale, Tensor shift, Tensor bias, Epilogue epilogue) {
    Selection selection = epilogue.selection(shaped(rows));
    FeatureMap selected = selection.selected();
    FeatureMap result =
        FeatureMap.ofChannels(selected.type(), torch.empty_like(selected.channels()));
    Tensor from = selected.rows();
    Tensor y = result.rows();
    try (NoGradGuard guard = new NoGradGuard();
        PointerScope scope = new PointerScope()) {
      FieldStatistics.Affine affine =
          statistics.affine(Tensors.toDoubles(scale), Tensors.toDoubles(shift), epilogue.kept());
      ColumnMap normalisation = FieldChannels.of(selected.type()).map(affine, rows);
      for (Columns.Block block : Columns.blocks(from)) {
        Tensor values = block.of(y);
        normalisation.apply(values, block.of(from));
        epilogue.finish(values);
      }
      Epilogue.keepNaN(y, affine);
    }
    Tensor x = map.channels();
    List<Tensor> inputs = bias == null ? List.of(x, scale, shift) : List.of(x, scale, shift, bias);
    Backward backward = new Backward(y, from, selection, epilogue);
    OwnGradient.attach(
        result.channels(),
        inputs,
        g ->
            backward.apply(
                FeatureMap.ofChannels(selected.type(), g).rows().contiguous(), scale, bias));
    return result;
  }

  /** Rows like the map's as another one. */
  private FeatureMap shaped(Tensor values) {
    return FeatureMap.ofRows(map.type(), values, map.batch(), map.size());
  }

  /** The derivative of one result. */
  private final class Backward {
    private final Tensor y;
    private final Tensor from;
    private final Selection selection;
    private final FieldChannels selected;
    private final Epilogue epilogue;

    Backward(Tensor y, Tensor from, Selection selection, Epilogue epilogue) {
      this.y = y;
      this.from = from;
      this.selection = selection;
      this.selected = FieldChannels.of(selection.selected().type());
      this.epilogue = epilogue;
    }

    Tensor[] apply(Tensor gradient, Tensor scale, Tensor bias) {
      double kept = epilogue.kept();
      Tensor byInput = torch.empty_like(rows);
      Tensor place = selection instanceof Selection.All ? byInput : torch.empty_like(from);
      Tensor z = epilogue.isRectified() ? place : gradient;
      ColumnProducts products = new ColumnProducts(selected.spread(statistics.mean()), from);
      for (Columns.Block block : Columns.blocks(from)) {
        Tensor values = block.of(z);
        if (epilogue.isRectified()) {
          // y is zero where ReLU or the mask was: one comparison undoes both.
          Rectifier.back(values, block.of(gradient), block.of(y));
        }
        products.add(values, block.of(from));
      }
      double[] byShift = selected.sums(products.sums(), kept);
      double[] byScale = statistics.byScale(selected.sums(products.products(), kept));
      // Parameters get this part's derivative; the input's depends on the sums over all parts.
      double[][] all = part.sums(byScale, byShift);
      FieldStatistics.ByInput derivative =
          statistics.byInput(Tensors.toDoubles(scale), all[0], all[1]);
      if (selection instanceof Selection.All) {
        combine(byInput, z, derivative, kept);
      } else {
        // z is zero but where maxima stood: dx is an affine map of x, and the rest is added there.
        channels.map(derivative.expanded(), rows).apply(byInput, rows);
        selected.map(derivative.ofGradient(kept), rows).apply(z, z);
        selection.addBack(byInput, z);
      }
      Tensor dScale = Columns.operand(byScale, scale);
      Tensor dShift = Columns.operand(byShift, scale);
      Tensor dx = shaped(byInput).channels();
      return bias == null
          ? new Tensor[] {dx, dScale, dShift}
          : new Tensor[] {dx, dScale, dShift, torch.zeros_like(bias)};
    }
  }

  /** Writes dx, block by block. */
  private void combine(Tensor dx, Tensor z, FieldStatistics.ByInput derivative, double kept) {
    List<Columns.Block> blocks = Columns.blocks(rows);
    Combination combination = new Combination(derivative, kept, blocks);
    for (Columns.Block block : blocks) {
      try (PointerScope scope = new PointerScope()) {
        combination.write(block.of(dx), block.of(rows), block.of(z));
      }
    }
  }

  /** {@code dx = outer (kept z + x·slope + offset)}, block by block. */
  private final class Combination {
    private final boolean narrow = Columns.isNarrow(rows);
    private final Scalar kept;
    private final Tensor scratch;
    private final Tensor outer;
    private final Tensor rounded;
    private final ColumnMap inner;

    Combination(FieldStatistics.ByInput derivative, double kept, List<Columns.Block> blocks) {
      this.kept = Tensors.scalar(kept);
      scratch = Columns.scratch(rows, blocks);
      outer = channels.operand(derivative.outer(), rows);
      rounded = outer.to(rows.scalar_type());
      inner = channels.map(narrow ? derivative.inner() : derivative.expanded(), rows);
    }

    void write(Tensor dx, Tensor x, Tensor z) {
      Tensor values = scratch.narrow(0, 0, x.size(0));
      inner.apply(values, x);
      if (narrow) {
        // There is no fast sum of products in mixed formats.
        values.add_(z, kept);
        torch.mul_out(dx, values, rounded);
      } else {
        torch.addcmul_out(dx, values, z, outer, kept);
      }
    }
  }
}
