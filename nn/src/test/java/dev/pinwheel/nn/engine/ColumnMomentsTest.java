package dev.pinwheel.nn.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Moments and products of columns against sums in double precision, in every format. */
class ColumnMomentsTest {
  @Property(tries = 150, seed = "11")
  void sumsAndSquares(
      @ForAll Precision format,
      @ForAll @IntRange(min = 1, max = 9000) int rows,
      @ForAll @IntRange(min = 1, max = 70) int columns,
      @ForAll @IntRange(min = -100, max = 100) int mean) {
    try (PointerScope scope = new PointerScope()) {
      Tensor matrix = matrix(format, rows, columns, mean, 1);
      double[] values = Tensors.toDoubles(matrix);
      double[] sums = new double[columns];
      double[] means = new double[columns];
      double[] squares = new double[columns];
      for (int i = 0; i < values.length; i++) {
        sums[i % columns] += values[i];
      }
      Arrays.setAll(means, c -> sums[c] / rows);
      for (int i = 0; i < values.length; i++) {
        squares[i % columns] += Math.pow(values[i] - means[i % columns], 2);
      }
      ColumnMoments moments = new ColumnMoments(matrix);
      double[] foundSums = moments.sums();
      double[] foundSquares = moments.squares(means);
      // The mean is held in float32 or better, and so is each distance from it.
      double size = rows * (Math.abs(mean) + 4.0);
      double bound = rounding(format);
      for (int c = 0; c < columns; c++) {
        assertThat(Math.abs(foundSums[c] - sums[c])).isLessThanOrEqualTo(bound * size);
        assertThat(Math.abs(foundSquares[c] - squares[c]))
            .isLessThanOrEqualTo(bound * (squares[c] + size));
      }
    }
  }

  @Property(tries = 150, seed = "12")
  void sumsAndProducts(
      @ForAll Precision format,
      @ForAll @IntRange(min = 1, max = 9000) int rows,
      @ForAll @IntRange(min = 1, max = 70) int columns,
      @ForAll @IntRange(min = -100, max = 100) int mean) {
    try (PointerScope scope = new PointerScope()) {
      Tensor x = matrix(format, rows, columns, mean, 1);
      Tensor z = matrix(format, rows, columns, 0.25, 2);
      double[] centre = new double[columns];
      Arrays.setAll(centre, c -> mean + c / 97.0);
      double[] xs = Tensors.toDoubles(x);
      double[] zs = Tensors.toDoubles(z);
      double[] sums = new double[columns];
      double[] products = new double[columns];
      for (int i = 0; i < zs.length; i++) {
        sums[i % columns] += zs[i];
        products[i % columns] += zs[i] * (xs[i] - centre[i % columns]);
      }
      ColumnProducts found = new ColumnProducts(centre, x);
      for (Columns.Block block : Columns.blocks(x)) {
        found.add(block.of(z), block.of(x));
      }
      double bound = rounding(format) * rows * (Math.abs(mean) + 8.0);
      for (int c = 0; c < columns; c++) {
        assertThat(Math.abs(found.sums()[c] - sums[c])).isLessThanOrEqualTo(bound);
        assertThat(Math.abs(found.products()[c] - products[c])).isLessThanOrEqualTo(bound);
      }
    }
  }

  /** Normal numbers of variance 1. */
  private static Tensor matrix(Precision format, int rows, int columns, double mean, long seed) {
    GeneratorOptional random = new GeneratorOptional(torch.createCPUGenerator(seed + rows));
    return torch
        .empty(new long[] {rows, columns})
        .to(ScalarType.Double)
        .normal_(mean, 1, random)
        .to(format.scalarType());
  }

  /**
   * Sums of bf16 are held in float32, too. Of some thousand roundings in a row most cancel: what is
   * left grows with the root of 4,096.
   */
  private static double rounding(Precision format) {
    return 64 * (format == Precision.FLOAT64 ? 0x1p-53 : 0x1p-24);
  }
}
