package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.engine.Columns;
import dev.pinwheel.nn.engine.OwnGradient;
import dev.pinwheel.nn.engine.Tensors;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The maximum over orientations at memory speed: {@code y(p, f) = max over c of x(p, c, f)}.
 *
 * <p>Orientations that share the maximum share its derivative in equal parts, so that the
 * derivative is equivariant, too.
 */
final class GroupMaximum {
  /** As close to zero as any difference of two numbers of these formats. */
  private static final Scalar BELOW_ZERO =
      Tensors.scalar(-Float.MIN_VALUE).<Scalar>retainReference();

  /** The same for float64; float32 would take it for zero. */
  private static final Scalar BELOW_ZERO_WIDE =
      Tensors.scalar(-Double.MIN_VALUE).<Scalar>retainReference();

  private final Tensor rows;
  private final int orientations;
  private final long fields;
  private final List<Columns.Block> blocks;

  private GroupMaximum(Tensor rows, int orientations) {
    this.rows = rows;
    this.orientations = orientations;
    this.fields = rows.size(1) / orientations;
    this.blocks = Columns.blocks(rows);
  }

  /**
   * The maximum over groups of columns.
   *
   * @param rows shape [pixels, orientations·fields], contiguous, group-major
   * @param orientations how many columns a maximum is over
   * @return shape [pixels, fields]
   */
  static Tensor of(Tensor rows, int orientations) {
    if (orientations == 1) {
      return rows;
    }
    GroupMaximum maximum = new GroupMaximum(rows, orientations);
    Tensor y =
        torch.empty(
            new long[] {rows.size(0), maximum.fields}, rows.options(), new MemoryFormatOptional());
    try (NoGradGuard guard = new NoGradGuard();
        PointerScope scope = new PointerScope()) {
      maximum.forward(y);
    }
    return OwnGradient.attach(
        y, List.of(rows), g -> new Tensor[] {maximum.backward(g.contiguous(), y)});
  }

  private void forward(Tensor y) {
    for (Columns.Block block : blocks) {
      Tensor x = block.of(rows);
      Tensor out = block.of(y);
      torch.maximum_out(out, orientation(x, 0), orientation(x, 1));
      for (int c = 2; c < orientations; c++) {
        torch.maximum_out(out, out, orientation(x, c));
      }
    }
  }

  private Tensor backward(Tensor gradient, Tensor y) {
    Tensor byInput = torch.empty_like(rows);
    Tensor scratch = Columns.scratch(rows, blocks);
    boolean wide = Tensors.has(rows, ScalarType.Double);
    Scalar belowZero = wide ? BELOW_ZERO_WIDE : BELOW_ZERO;
    Tensor one = torch.ones(new long[] {1}, rows.options());
    Tensor spread = torch.eye(fields, rows.options()).repeat(1, orientations);
    for (Columns.Block block : blocks) {
      Tensor isMaximum = block.ofScratch(scratch);
      spread(isMaximum, block.of(y), spread);
      torch.sub_out(isMaximum, block.of(rows), isMaximum);
      torch.threshold_backward_out(isMaximum, one, isMaximum, belowZero);
      Tensor out = block.of(byInput);
      spread(out, share(block.of(gradient), isMaximum, spread), spread);
      out.mul_(isMaximum);
    }
    return byInput;
  }

  /** What each of the orientations that have the maximum gets. */
  private Tensor share(Tensor gradient, Tensor isMaximum, Tensor spread) {
    if (Columns.isNarrow(rows)) {
      return gradient.div(isMaximum.mm(spread.t()));
    }
    double[] maxima = new double[(int) isMaximum.size(1)];
    Columns.addSums(isMaximum, maxima);
    boolean single = Arrays.stream(maxima).sum() == gradient.numel();
    return single ? gradient : gradient.div(Tensors.sum(split(isMaximum), 1));
  }

  /** Writes a value per field to all orientations; of narrow numbers the product is the faster. */
  private void spread(Tensor out, Tensor perField, Tensor spread) {
    if (Columns.isNarrow(rows)) {
      torch.mm_out(out, perField, spread);
    } else {
      split(out).copy_(perField.unsqueeze(1));
    }
  }

  private Tensor split(Tensor block) {
    return block.view(-1, orientations, fields);
  }

  private Tensor orientation(Tensor block, int c) {
    return block.narrow(1, c * fields, fields);
  }
}
