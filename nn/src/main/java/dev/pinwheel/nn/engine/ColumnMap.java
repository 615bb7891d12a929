package dev.pinwheel.nn.engine;

import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * An affine map of each column of a matrix: {@code out = x·scale + shift}, at memory speed, and not
 * differentiable. What it holds lives as long as the open {@link
 * org.bytedeco.javacpp.PointerScope}.
 */
public final class ColumnMap {
  private final Tensor scale;
  private final Tensor shift;
  private final Tensor unused;
  private final TensorOptional zeros;
  private final TensorOptional ones;

  /**
   * A map for matrices of one format.
   *
   * @param scale a number per column, from {@link Columns#operand}
   * @param shift as many
   * @param matrix one of those to come
   */
  public ColumnMap(Tensor scale, Tensor shift, Tensor matrix) {
    this.scale = scale;
    this.shift = shift;
    boolean narrow = Columns.isNarrow(matrix);
    unused =
        narrow
            ? torch.empty(new long[] {0}, scale.options(), new MemoryFormatOptional())
            : new Tensor();
    zeros = narrow ? new TensorOptional(torch.zeros_like(scale)) : new TensorOptional();
    ones = narrow ? new TensorOptional(torch.ones_like(scale)) : new TensorOptional();
  }

  /**
   * Maps a matrix; what comes out is rounded once.
   *
   * @param out shape [rows, columns]. Modified: overwritten.
   * @param matrix x, of the same shape and format
   */
  public void apply(Tensor out, Tensor matrix) {
    if (!zeros.has_value()) {
      torch.addcmul_out(out, shift, matrix, scale);
      return;
    }
    // addcmul takes no mixed formats; batch norm with given statistics 0 and 1 does.
    torch.native_batch_norm_out(
        out,
        unused,
        unused,
        matrix,
        new TensorOptional(scale),
        new TensorOptional(shift),
        zeros,
        ones,
        false,
        0,
        0);
  }
}
