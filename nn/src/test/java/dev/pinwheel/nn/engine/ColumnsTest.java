package dev.pinwheel.nn.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.constraints.IntRange;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Column by column in double precision, whatever the format and the number of blocks. */
class ColumnsTest {
  /** A matrix's format and shape. */
  record Shape(Precision format, int rows, int columns) {
    /** Normal numbers of variance 1 around a mean. */
    Tensor matrix(double mean) {
      return torch
          .empty(rows, columns)
          .normal_(mean, 1, new GeneratorOptional(torch.createCPUGenerator(rows)))
          .to(format.scalarType());
    }

    /** The largest relative error of one rounding. */
    double rounding() {
      return switch (format) {
        case BFLOAT16 -> 0x1p-8;
        case FLOAT32 -> 0x1p-24;
        case FLOAT64 -> 0x1p-53;
      };
    }
  }

  @Provide
  Arbitrary<Shape> shapes() {
    return shapes(Precision.values());
  }

  /** From one row or column to several blocks of half a megabyte. */
  private static Arbitrary<Shape> shapes(Precision... formats) {
    Arbitrary<int[]> sizes =
        Arbitraries.oneOf(sizes(3000, 40), sizes(30, 3000), sizes(100_000, 3), sizes(3000, 1200));
    return Combinators.combine(Arbitraries.of(formats), sizes)
        .as((format, size) -> new Shape(format, size[0], size[1]));
  }

  private static Arbitrary<int[]> sizes(int rows, int columns) {
    return Combinators.combine(upTo(rows), upTo(columns)).as((r, c) -> new int[] {r, c});
  }

  private static Arbitrary<Integer> upTo(int most) {
    return Arbitraries.integers().between(1, most).withDistribution(RandomDistribution.uniform());
  }

  @Property(tries = 150, seed = "1")
  void sums(@ForAll("shapes") Shape shape, @ForAll @IntRange(min = -8, max = 8) int mean) {
    try (PointerScope scope = new PointerScope()) {
      Tensor matrix = shape.matrix(mean);
      double[] found = new double[shape.columns()];
      double[] expected = new double[shape.columns()];
      double[] sizes = new double[shape.columns()];
      Arrays.setAll(found, c -> 3.0 * c);
      Arrays.setAll(expected, c -> 3.0 * c);
      for (Columns.Block block : Columns.blocks(matrix)) {
        Columns.addSums(block.of(matrix), found);
      }
      double[] values = Tensors.toDoubles(matrix);
      for (int i = 0; i < values.length; i++) {
        expected[i % sizes.length] += values[i];
        sizes[i % sizes.length] += Math.abs(values[i]);
      }
      // Of bf16 a partial sum is rounded once; within it, and elsewhere, sums lose a little more.
      double bound = (shape.format() == Precision.BFLOAT16 ? 1.001 : 30) * shape.rounding();
      for (int c = 0; c < sizes.length; c++) {
        assertThat(Math.abs(found[c] - expected[c])).isLessThanOrEqualTo(bound * sizes[c] + 1e-11);
      }
    }
  }

  /**
   * Roundings of bf16 cancel each other if there are many: there are, whatever the rows' number.
   */
  @Property(tries = 20, seed = "2")
  void sumsOfManyNarrowRows(@ForAll @IntRange(min = 50_000, max = 60_000) int rows) {
    try (PointerScope scope = new PointerScope()) {
      Tensor matrix = new Shape(Precision.BFLOAT16, rows, 8).matrix(3);
      double[] found = new double[8];
      double[] expected = new double[8];
      Columns.addSums(matrix, found);
      double[] values = Tensors.toDoubles(matrix);
      for (int i = 0; i < values.length; i++) {
        expected[i % 8] += values[i];
      }
      for (int c = 0; c < 8; c++) {
        assertThat(found[c] / expected[c]).isBetween(1 - 0x1p-11, 1 + 0x1p-11);
      }
    }
  }

  @Property(tries = 150, seed = "4")
  void affineRoundsOnce(@ForAll("shapes") Shape shape) {
    try (PointerScope scope = new PointerScope()) {
      Tensor matrix = shape.matrix(0.5);
      double[] a = new double[shape.columns()];
      double[] b = new double[shape.columns()];
      Arrays.setAll(a, c -> (c % 7 - 3) / 3.0);
      Arrays.setAll(b, c -> (c % 5 - 2) / 7.0);
      Tensor scale = Columns.operand(a, matrix);
      Tensor shift = Columns.operand(b, matrix);
      boolean wide = shape.format() == Precision.FLOAT64;
      assertThat(Tensors.has(scale, wide ? ScalarType.Double : ScalarType.Float)).isTrue();
      double[] heldA = Tensors.toDoubles(scale);
      double[] heldB = Tensors.toDoubles(shift);
      Tensor out = torch.zeros_like(matrix);
      ColumnMap map = new ColumnMap(scale, shift, matrix);
      for (Columns.Block block : Columns.blocks(matrix)) {
        map.apply(block.of(out), block.of(matrix));
      }
      double[] x = Tensors.toDoubles(matrix);
      double[] y = Tensors.toDoubles(out);
      double inside = wide ? 0x1p-52 : 0x1p-23;
      double worst = 0;
      for (int i = 0; i < x.length; i++) {
        int c = i % a.length;
        double product = x[i] * heldA[c];
        double expected = product + heldB[c];
        double bound =
            shape.rounding() * Math.abs(expected)
                + 2 * inside * (Math.abs(product) + Math.abs(heldB[c]));
        worst = Math.max(worst, Math.abs(y[i] - expected) - bound);
      }
      assertThat(worst).isZero();
    }
  }

  @Property(tries = 300, seed = "5")
  void blocksCoverAllRowsOnce(
      @ForAll Precision format,
      @ForAll @IntRange(min = 0, max = 300_000) int rows,
      @ForAll @IntRange(min = 1, max = 12_000) int columns) {
    try (PointerScope scope = new PointerScope()) {
      // One number shown everywhere takes no memory.
      Tensor matrix = torch.zeros(1).to(format.scalarType()).expand(rows, columns);
      List<Columns.Block> blocks = Columns.blocks(matrix);
      long next = 0;
      long largest = 0;
      for (Columns.Block block : blocks) {
        assertThat(block.from()).isEqualTo(next);
        assertThat(block.count()).isPositive();
        assertThat(block.of(matrix).size(0)).isEqualTo(block.count());
        next += block.count();
        largest = Math.max(largest, block.count());
      }
      assertThat(next).isEqualTo(rows);
      long bytes = largest * columns * format.bytes();
      assertThat(bytes <= 1 << 19 || largest <= 128).isTrue();
      // A stream of random numbers in fours goes on across blocks.
      assertThat(blocks.stream().limit(Math.max(0, blocks.size() - 1L)))
          .allMatch(block -> block.count() % 4 == 0);
    }
  }

  @Property(tries = 50, seed = "7")
  void blocksKeepGroupsOfRowsTogether(
      @ForAll("shapes") Shape shape, @ForAll @IntRange(min = 1, max = 900) int together) {
    try (PointerScope scope = new PointerScope()) {
      int groups = (shape.rows() + together - 1) / together;
      Tensor matrix = torch.empty(groups * (long) together, shape.columns());
      long next = 0;
      for (Columns.Block block : Columns.blocks(matrix, together)) {
        assertThat(block.from()).isEqualTo(next);
        assertThat(block.count()).isPositive();
        assertThat(block.count() % together).isZero();
        assertThat(
                block.count() * shape.columns() * Float.BYTES <= 1 << 19
                    || block.count() == together)
            .isTrue();
        next += block.count();
      }
      assertThat(next).isEqualTo(matrix.size(0));
    }
  }

  @Property(tries = 50, seed = "6")
  void scratchHoldsTheLargestBlock(@ForAll("shapes") Shape shape) {
    try (PointerScope scope = new PointerScope()) {
      Tensor matrix = shape.matrix(0);
      List<Columns.Block> blocks = Columns.blocks(matrix);
      Tensor scratch = Columns.scratch(matrix, blocks);
      assertThat(Tensors.has(scratch, shape.format().scalarType())).isTrue();
      for (Columns.Block block : blocks) {
        assertThat(block.ofScratch(scratch).sizes().vec().get())
            .containsExactly(block.count(), shape.columns());
      }
    }
  }
}
