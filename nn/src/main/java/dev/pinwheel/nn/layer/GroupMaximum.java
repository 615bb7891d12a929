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
  private final Tensor found;

  /**
   * Finds the maximum over groups of columns, without a graph.
   *
   * @param rows shape [pixels, orientations·fields], contiguous, group-major
   * @param orientations how many columns a maximum is over
   */
  GroupMaximum(Tensor rows, int orientations) {
    this.rows = rows;
    this.orientations = orientations;
    this.fields = rows.size(1) / orientations;
    this.blocks = Columns.blocks(rows);
    this.found =
        torch.empty(new long[] {rows.size(0), fields}, rows.options(), new MemoryFormatOptional());
    try (NoGradGuard guard = new NoGradGuard();
        PointerScope scope = new PointerScope()) {
      for (Columns.Block block : blocks) {
        find(block.of(found), block.of(rows));
      }
    }
  }

  /**
   * The same as a node of the graph.
   *
   * @return shape [pixels, fields]
   */
  static Tensor of(Tensor rows, int orientations) {
    if (orientations == 1) {
      return rows;
    }
    GroupMaximum maximum = new GroupMaximum(rows, orientations);
    return OwnGradient.attach(
        maximum.found, List.of(rows), g -> new Tensor[] {maximum.backward(g.contiguous())});
  }

  /** The maxima, shape [pixels, fields]. */
  Tensor found() {
    return found;
  }

  private void find(Tensor y, Tensor x) {
    torch.maximum_out(y, orientation(x, 0), orientation(x, 1));
    for (int c = 2; c < orientations; c++) {
      torch.maximum_out(y, y, orientation(x, c));
    }
  }

  private Tensor backward(Tensor gradient) {
    Tensor byInput = torch.empty_like(rows);
    Shares shares = new Shares(Columns.scratch(rows, blocks));
    for (Columns.Block block : blocks) {
      shares.write(block.of(byInput), block.of(gradient), block);
    }
    return byInput;
  }

  /**
   * Adds the derivative by the rows.
   *
   * @param target of the rows' shape. Modified.
   * @param gradient by the maxima
   */
  void addBack(Tensor target, Tensor gradient) {
    Shares shares = new Shares(Columns.scratch(rows, blocks));
    Tensor scratch = Columns.scratch(rows, blocks);
    for (Columns.Block block : blocks) {
      Tensor part = block.ofScratch(scratch);
      shares.write(part, block.of(gradient), block);
      block.of(target).add_(part);
    }
  }

  /** The derivative by a block's rows. */
  Tensor back(Tensor part, Columns.Block block) {
    Tensor byInput = torch.empty_like(block.of(rows));
    new Shares(torch.empty_like(byInput)).write(byInput, part, block);
    return byInput;
  }

  private Tensor split(Tensor block) {
    return block.view(-1, orientations, fields);
  }

  private Tensor orientation(Tensor block, int c) {
    return block.narrow(1, c * fields, fields);
  }

  /** What of a derivative each value gets. */
  private final class Shares {
    private final Tensor scratch;
    private final boolean narrow = Columns.isNarrow(rows);
    private final Scalar belowZero =
        Tensors.has(rows, ScalarType.Double) ? BELOW_ZERO_WIDE : BELOW_ZERO;
    private final Tensor one = torch.ones(new long[] {1}, rows.options());
    private final Tensor matrix = torch.eye(fields, rows.options()).repeat(1, orientations);

    /** With memory for as many rows as the largest block has. */
    Shares(Tensor scratch) {
      this.scratch = scratch;
    }

    void write(Tensor out, Tensor gradient, Columns.Block block) {
      Tensor isMaximum = block.ofScratch(scratch);
      spread(isMaximum, block.of(found));
      torch.sub_out(isMaximum, block.of(rows), isMaximum);
      torch.threshold_backward_out(isMaximum, one, isMaximum, belowZero);
      spread(out, share(gradient, isMaximum));
      out.mul_(isMaximum);
    }

    /** What each of the orientations that have the maximum gets. */
    private Tensor share(Tensor gradient, Tensor isMaximum) {
      if (narrow) {
        return gradient.div(isMaximum.mm(matrix.t()));
      }
      double[] maxima = new double[(int) isMaximum.size(1)];
      Columns.addSums(isMaximum, maxima);
      boolean single = Arrays.stream(maxima).sum() == gradient.numel();
      return single ? gradient : gradient.div(Tensors.sum(split(isMaximum), 1));
    }

    /**
     * Writes a value per field to all orientations; of narrow numbers the product is the faster.
     */
    private void spread(Tensor out, Tensor perField) {
      if (narrow) {
        torch.mm_out(out, perField, matrix);
      } else {
        split(out).copy_(perField.unsqueeze(1));
      }
    }
  }
}
