package dev.pinwheel.nn.engine;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Operations on the columns of a matrix with many rows, such as a feature map with a row per pixel
 * and a column per channel; at memory speed, and none of them differentiable.
 *
 * <p>Numbers per column are computed in double precision on the host. Work that needs something in
 * between goes block by block, so that it stays in the processor's cache.
 */
public final class Columns {
  /** What stays in the cache of one core, together with what is computed of it. */
  static final long BLOCK_BYTES = 1 << 19;

  /** Sums of more numbers than that in float32 lose too many digits. */
  private static final long MOST_ROWS = 1 << 12;

  private static final long ROWS_TOGETHER = 128;
  private static final long PARTS = 16;
  private static final long NARROW_ROWS = 256;

  private Columns() {}

  /**
   * Some consecutive rows.
   *
   * @param from the first row
   * @param count how many
   */
  public record Block(long from, long count) {
    /**
     * These rows of a matrix.
     *
     * @param matrix a matrix with at least that many rows
     * @return a view
     */
    public Tensor of(Tensor matrix) {
      return matrix.narrow(0, from, count);
    }

    /**
     * The first rows of a matrix, as many as these.
     *
     * @param scratch a matrix for what is computed on the way
     * @return a view
     */
    public Tensor ofScratch(Tensor scratch) {
      return scratch.narrow(0, 0, count);
    }
  }

  /**
   * Cuts a matrix into blocks of at most half a megabyte and some thousand rows.
   *
   * @param matrix shape [rows, columns], contiguous
   * @return its blocks from the first row to the last
   */
  public static List<Block> blocks(Tensor matrix) {
    return blocks(matrix, ROWS_TOGETHER);
  }

  /**
   * The same with blocks of whole groups of rows, such as images; at least one group a block.
   *
   * @param matrix shape [rows, columns], contiguous
   * @param together how many rows a group has
   * @return its blocks from the first row to the last
   */
  public static List<Block> blocks(Tensor matrix, long together) {
    long rows = matrix.size(0);
    long each = blockRows(matrix, together);
    List<Block> blocks = new ArrayList<>();
    for (long from = 0; from < rows; from += each) {
      blocks.add(new Block(from, Math.min(each, rows - from)));
    }
    return blocks;
  }

  /**
   * A matrix for what is computed of a block on the way.
   *
   * @param matrix the matrix that is cut into blocks
   * @param blocks its blocks
   * @return a new one of as many rows as the first and largest block
   */
  public static Tensor scratch(Tensor matrix, List<Block> blocks) {
    long rows = blocks.isEmpty() ? 0 : blocks.get(0).count();
    return torch.empty(
        new long[] {rows, matrix.size(1)}, matrix.options(), new MemoryFormatOptional());
  }

  private static long blockRows(Tensor matrix, long together) {
    long rowBytes = matrix.size(1) * matrix.element_size();
    long rows = Math.min(MOST_ROWS, BLOCK_BYTES / rowBytes);
    return Math.max(1, rows / together) * together;
  }

  /**
   * Adds a matrix's column sums to given numbers. Partial sums of some hundred rows are rounded to
   * the matrix's own format, the rest is float32 or better.
   *
   * @param matrix shape [rows, columns], contiguous
   * @param sums a number per column. Modified.
   */
  public static void addSums(Tensor matrix, double[] sums) {
    try (PointerScope scope = new PointerScope()) {
      long rows = matrix.size(0);
      if (isNarrow(matrix)) {
        long grouped = rows - rows % NARROW_ROWS;
        if (grouped > 0) {
          Tensor groups = matrix.narrow(0, 0, grouped).view(-1, NARROW_ROWS, sums.length);
          add(wideSum(Tensors.sum(groups, 1)), sums);
        }
        if (grouped < rows) {
          add(wideSum(matrix.narrow(0, grouped, rows - grouped)), sums);
        }
        return;
      }
      long parts = Math.min(Long.lowestOneBit(rows), PARTS);
      Tensor groups = parts > 1 ? matrix.view(parts, rows / parts, sums.length) : matrix;
      add(Tensors.sum(groups, parts > 1 ? 1 : 0), sums);
    }
  }

  private static Tensor wideSum(Tensor narrow) {
    return Tensors.sum(narrow.to(ScalarType.Float), 0);
  }

  /** Adds a tensor's values to the columns that they are of. */
  private static void add(Tensor partial, double[] sums) {
    double[] values = Tensors.toDoubles(partial);
    for (int i = 0; i < values.length; i++) {
      sums[i % sums.length] += values[i];
    }
  }

  /**
   * Numbers per column as an operand: in the matrix's format, or in float32 if that is narrower.
   *
   * @param values a number per column
   * @param matrix the matrix
   * @return a new vector where the matrix lives
   */
  public static Tensor operand(double[] values, Tensor matrix) {
    Tensor host;
    if (Tensors.has(matrix, ScalarType.Double)) {
      host = Tensors.of(values, values.length);
    } else {
      float[] rounded = new float[values.length];
      for (int i = 0; i < values.length; i++) {
        rounded[i] = (float) values[i];
      }
      host = torch.tensor(rounded);
    }
    return matrix.is_cpu() ? host : host.to(matrix.device(), host.scalar_type());
  }

  /**
   * Whether a matrix's format has fewer digits than float32.
   *
   * @param matrix any matrix
   * @return whether it is bf16
   */
  public static boolean isNarrow(Tensor matrix) {
    return matrix.element_size() < Float.BYTES;
  }

  /**
   * The format of what is computed with a matrix and is to keep its digits.
   *
   * @param matrix any matrix
   * @return its own, or float32 if that is narrower
   */
  public static ScalarType operandType(Tensor matrix) {
    return isNarrow(matrix) ? ScalarType.Float : matrix.scalar_type();
  }
}
