package dev.pinwheel.nn.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
  private static final Map<Long, Identity> IDENTITIES = new ConcurrentHashMap<>();

  private final Tensor scale;
  private final Tensor shift;
  private final TensorOptional factor;
  private final TensorOptional offset;
  private final Identity identity;

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
    factor = narrow ? new TensorOptional(scale) : null;
    offset = narrow ? new TensorOptional(shift) : null;
    identity = narrow ? Identity.like(scale) : null;
  }

  /** Statistics that batch norm does nothing with; never written to. */
  private record Identity(TensorOptional zeros, TensorOptional ones, Tensor unused) {
    private static Identity of(Tensor vector) {
      return new Identity(
          new TensorOptional(torch.zeros_like(vector)),
          new TensorOptional(torch.ones_like(vector)),
          torch.empty(new long[] {0}, vector.options(), new MemoryFormatOptional()));
    }

    /** On the CPU one for all vectors of a length. */
    static Identity like(Tensor vector) {
      if (!vector.is_cpu()) {
        return of(vector);
      }
      return IDENTITIES.computeIfAbsent(
          vector.numel(),
          n -> {
            Identity kept = of(vector);
            kept.zeros.retainReference();
            kept.ones.retainReference();
            kept.unused.retainReference();
            return kept;
          });
    }
  }

  /**
   * Maps a matrix; what comes out is rounded once.
   *
   * @param out shape [rows, columns]. Modified: overwritten.
   * @param matrix x, of the same shape and format
   */
  public void apply(Tensor out, Tensor matrix) {
    if (identity == null) {
      torch.addcmul_out(out, shift, matrix, scale);
      return;
    }
    // addcmul takes no mixed formats; batch norm with given statistics 0 and 1 does.
    torch.native_batch_norm_out(
        out,
        identity.unused,
        identity.unused,
        matrix,
        factor,
        offset,
        identity.zeros,
        identity.ones,
        false,
        0,
        0);
  }
}
