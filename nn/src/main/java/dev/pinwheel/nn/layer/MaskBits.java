package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.engine.ComputeDevice;
import dev.pinwheel.nn.engine.Tensors;
import java.util.Arrays;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A stream of zeros and ones, by 16-bit random numbers, four to a number of SplitMix64 (Steele, Lea
 * &amp; Flood, Fast splittable pseudorandom number generators, 2014).
 *
 * <p>LibTorch's own generator takes about four times as long, and its comparisons more than that.
 * So all four numbers of a draw are compared in one long, and what comes out are 16-bit integers.
 */
final class MaskBits {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final int IN_A_DRAW = 4;
  private static final long EACH = 0x0001_0001_0001_0001L;
  private static final long HIGH_BITS = EACH << 15;

  /** Of the golden number, for as many draws as stay in the nearest cache. */
  private static final long[] MULTIPLES = multiples(1 << 11);

  private final long dropped;
  private long counter;
  private long[] draws = new long[0];

  /**
   * A stream that begins with a seed.
   *
   * @param seed any
   * @param dropped how many of the 2¹⁶ numbers give a zero: the least ones, as signed numbers;
   *     fewer than 2¹⁶
   */
  MaskBits(long seed, int dropped) {
    this.counter = seed;
    this.dropped = dropped * EACH;
  }

  private static long[] multiples(int count) {
    long[] multiples = new long[count];
    Arrays.setAll(multiples, i -> i * GOLDEN);
    return multiples;
  }

  /** The next zeros and ones, in 16 bits; a rest of a draw is thrown away. */
  Tensor next(long count) {
    int n = Math.toIntExact((count + IN_A_DRAW - 1) / IN_A_DRAW);
    if (draws.length < n) {
      draws = new long[n];
    }
    fill(draws, n, counter, dropped);
    counter += n * GOLDEN;
    Tensor bits =
        torch.empty(
            new long[] {n},
            Tensors.options(ScalarType.Long, ComputeDevice.CPU),
            new MemoryFormatOptional());
    bits.data_ptr_long().put(draws, 0, n);
    return bits.view(ScalarType.Short).narrow(0, 0, count);
  }

  private static void fill(long[] into, int n, long start, long dropped) {
    for (int done = 0; done < n; done += MULTIPLES.length) {
      fill(into, done, Math.min(MULTIPLES.length, n - done), start + done * GOLDEN, dropped);
    }
  }

  /** Step by step, of array elements alone: Java's compiler makes vectors of such loops. */
  private static void fill(long[] into, int from, int n, long start, long dropped) {
    int end = from + n;
    for (int i = 0; i < n; i++) {
      into[from + i] = start + MULTIPLES[i];
    }
    for (int i = from; i < end; i++) {
      long z = into[i];
      into[i] = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    }
    for (int i = from; i < end; i++) {
      long z = into[i];
      into[i] = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    }
    long low = dropped & ~HIGH_BITS;
    long high = ~dropped;
    for (int i = from; i < end; i++) {
      long z = into[i];
      long x = z ^ (z >>> 31) ^ HIGH_BITS;
      // In each 16 bits: the difference of the low 15 bits decides where the high bits are equal.
      long least = (x | HIGH_BITS) - low;
      long kept = ((x & high) | ((x ^ high) & least)) & HIGH_BITS;
      into[i] = kept >>> 15;
    }
  }
}
