package dev.pinwheel.nn.engine;

import java.util.Arrays;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * The sums Σz and Σ z (x − centre) over the columns of two matrices that come block by block.
 *
 * <p>A block is reduced by LibTorch's kernel for batch norm's derivatives by its parameters, which
 * reads bf16 and adds in float32; blocks are added in double precision on the host. Modified.
 */
public final class ColumnProducts {
  private final TensorOptional mean;
  private final TensorOptional deviation;
  private final BoolPointer wanted;
  private final double[] rest;
  private final double[] sums;
  private final double[] products;

  /**
   * Begins with no rows. What it holds lives as long as the open {@link PointerScope}.
   *
   * @param centre a number per column; the nearer to x's mean, the fewer digits are lost
   * @param x a matrix of the format and device of those to come
   */
  public ColumnProducts(double[] centre, Tensor x) {
    double[] ones = new double[centre.length];
    Arrays.fill(ones, 1);
    Tensor rounded = Columns.operand(centre, x);
    this.mean = new TensorOptional(rounded);
    this.deviation = new TensorOptional(Columns.operand(ones, x));
    this.wanted = new BoolPointer(3).put(0, false).put(1, true).put(2, true);
    this.rest = Tensors.toDoubles(rounded);
    Arrays.setAll(rest, c -> rest[c] - centre[c]);
    this.sums = new double[centre.length];
    this.products = new double[centre.length];
  }

  /**
   * Adds a block.
   *
   * @param z shape [rows, columns], contiguous
   * @param x of the same shape and format
   */
  public void add(Tensor z, Tensor x) {
    try (PointerScope scope = new PointerScope()) {
      T_TensorTensorTensor_T found =
          torch.native_batch_norm_backward(
              z, x, deviation, mean, deviation, mean, deviation, true, 0, wanted);
      double[] byScale = Tensors.toDoubles(found.get1());
      double[] byShift = Tensors.toDoubles(found.get2());
      for (int c = 0; c < sums.length; c++) {
        sums[c] += byShift[c];
        // The centre was rounded; what that makes is known.
        products[c] += byScale[c] + rest[c] * byShift[c];
      }
    }
  }

  /**
   * Σz so far.
   *
   * @return a number per column
   */
  public double[] sums() {
    return sums.clone();
  }

  /**
   * Σ z (x − centre) so far.
   *
   * @return a number per column
   */
  public double[] products() {
    return products.clone();
  }
}
