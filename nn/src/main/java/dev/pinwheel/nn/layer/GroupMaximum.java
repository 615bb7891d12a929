package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.engine.Columns;
import dev.pinwheel.nn.engine.OwnGradient;
import dev.pinwheel.nn.engine.Tensors;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The maximum over orientations at memory speed: {@code y(p, f) = max over c of x(p, c, f)}.
 *
 * <p>Orientations that share the maximum share its derivative in equal parts, so that the
 * derivative is equivariant, too.
 */
final class GroupMaximum {
  /** Closer to zero than any difference of two numbers of these formats. */
  private static final Scalar BELOW_ZERO =
      Tensors.scalar(-Float.MIN_VALUE).<Scalar>retainReference();

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
        y, rows, List.of(), g -> new Tensor[] {maximum.backward(g.contiguous(), y)});
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
    try (PointerScope scope = new PointerScope()) {
      Tensor scratch = Columns.scratch(rows);
      for (Columns.Block block : blocks) {
        Tensor below = block.ofScratch(scratch);
        split(below).copy_(block.of(y).unsqueeze(1));
        torch.sub_out(below, block.of(rows), below);
        Tensor out = block.of(byInput);
        split(out).copy_(share(block.of(gradient), below).unsqueeze(1));
        torch.threshold_backward_out(out, out, below, BELOW_ZERO);
      }
    }
    return byInput;
  }

  /** What each of the orientations that have the maximum gets; below is zero at them alone. */
  private Tensor share(Tensor gradient, Tensor below) {
    long maxima = below.numel() - below.count_nonzero(new LongOptional()).item_long();
    if (maxima == gradient.numel()) {
      return gradient;
    }
    Tensor isMaximum = split(below).eq(Tensors.scalar(0)).to(gradient.scalar_type());
    return gradient.div(Tensors.sum(isMaximum, 1));
  }

  private Tensor split(Tensor block) {
    return block.view(-1, orientations, fields);
  }

  private Tensor orientation(Tensor block, int c) {
    return block.narrow(1, c * fields, fields);
  }
}
