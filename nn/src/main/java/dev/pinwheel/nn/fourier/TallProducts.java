package dev.pinwheel.nn.fourier;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Products with tall matrices, to be computed again and again with what the same memory then holds.
 *
 * <p>They are cut into pieces of some rows. For up to a million multiplications OpenBLAS has a
 * kernel that copies no operand, which takes as little as half the time; and what a piece reads is
 * still in a core's cache from where it was written.
 */
final class TallProducts {
  private static final long SMALL = 1_000_000;

  /** Pieces of fewer rows gain nothing. */
  private static final long FEWEST_ROWS = 16;

  private static final Scalar ZERO = new Scalar(0f).<Scalar>retainReference();
  private static final Scalar ONE = new Scalar(1f).<Scalar>retainReference();

  /** {@code sum ← factor·sum + left·right}. */
  private record Piece(Tensor sum, Scalar factor, Tensor left, Tensor right) {
    void compute() {
      sum.addmm_(left, right, factor, ONE);
    }
  }

  private final List<Piece> pieces = new ArrayList<>();

  /** {@code to ← tall · matrix}. */
  void put(Tensor to, Tensor tall, Tensor matrix) {
    cut(to, ZERO, tall, matrix);
  }

  /** {@code to ← to + tall · matrix}. */
  void add(Tensor to, Tensor tall, Tensor matrix) {
    cut(to, ONE, tall, matrix);
  }

  private void cut(Tensor to, Scalar factor, Tensor tall, Tensor matrix) {
    long rows = tall.size(0);
    long count = count(rows, matrix.numel());
    for (long i = 0; i < count; i++) {
      pieces.add(new Piece(part(to, i, count), factor, part(tall, i, count), matrix));
    }
  }

  /** {@code to ← to + tallᵀ · other}, where both are tall. */
  void addTransposed(Tensor to, Tensor tall, Tensor other) {
    long count = count(tall.size(0), to.numel());
    for (long i = 0; i < count; i++) {
      pieces.add(new Piece(to, ONE, part(tall, i, count).t(), part(other, i, count)));
    }
  }

  private static long count(long rows, long multiplications) {
    long most = SMALL / multiplications;
    return most < FEWEST_ROWS ? 1 : (rows + most - 1) / most;
  }

  private static Tensor part(Tensor tall, long number, long count) {
    long from = number * tall.size(0) / count;
    long to = (number + 1) * tall.size(0) / count;
    return tall.narrow(0, from, to - from);
  }

  /** Computes all, in their order. */
  void compute() {
    try (PointerScope scope = new PointerScope()) {
      pieces.forEach(Piece::compute);
    }
  }
}
