package dev.pinwheel.nn.engine;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Sums and sums of squares over the columns of a matrix with many rows.
 *
 * <p>A block of rows that stays in the processor's cache is reduced by LibTorch's kernel for batch
 * norm, which reads bf16 and adds in float32; blocks are put together in double precision on the
 * host. So a matrix comes from memory once for both.
 */
public final class ColumnMoments {
  private final int columns;
  private final List<Part> parts = new ArrayList<>();

  /**
   * Reads a matrix.
   *
   * @param matrix shape [rows, columns], contiguous
   */
  public ColumnMoments(Tensor matrix) {
    columns = (int) matrix.size(1);
    try (PointerScope scope = new PointerScope()) {
      // Statistics to be moved, by nothing, keep the results from being rounded to bf16.
      TensorOptional zeros = new TensorOptional(Columns.operand(new double[columns], matrix));
      TensorOptional others = new TensorOptional(Columns.operand(new double[columns], matrix));
      for (Columns.Block block : Columns.blocks(matrix)) {
        try (PointerScope inner = new PointerScope()) {
          parts.add(
              matrix.is_cpu()
                  ? byBatchNorm(block.of(matrix), zeros, others)
                  : byMeans(block.of(matrix)));
        }
      }
    }
  }

  /** Of a block of rows: how many, and mean and biased variance of each column. */
  private static final class Part {
    private final long rows;
    private final double[] mean;
    private final double[] variance;

    Part(long rows, Tensor mean, Tensor variance) {
      this.rows = rows;
      this.mean = Tensors.toDoubles(mean);
      this.variance = Tensors.toDoubles(variance);
    }
  }

  private static Part byBatchNorm(Tensor rows, TensorOptional mean, TensorOptional variance) {
    T_TensorTensor_T found = torch.batch_norm_update_stats(rows, mean, variance, 0);
    return new Part(rows.size(0), found.get0(), found.get1());
  }

  private static Part byMeans(Tensor rows) {
    Tensor wide = Columns.isNarrow(rows) ? rows.to(ScalarType.Float) : rows;
    Tensor mean = Tensors.mean(wide, 0);
    return new Part(rows.size(0), mean, Tensors.mean(wide.sub(mean).square(), 0));
  }

  /**
   * The sum of each column.
   *
   * @return a number per column
   */
  public double[] sums() {
    double[] sums = new double[columns];
    for (Part part : parts) {
      for (int c = 0; c < columns; c++) {
        sums[c] += part.rows * part.mean[c];
      }
    }
    return sums;
  }

  /**
   * The sum of each column's squared distances from a number.
   *
   * @param centre a number per column; the nearer to its mean, the fewer digits are lost
   * @return a number per column
   */
  public double[] squares(double[] centre) {
    double[] sums = new double[columns];
    for (Part part : parts) {
      for (int c = 0; c < columns; c++) {
        double off = part.mean[c] - centre[c];
        sums[c] += part.rows * (part.variance[c] + off * off);
      }
    }
    return sums;
  }
}
