package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.engine.ComputeDevice;
import dev.pinwheel.nn.engine.Tensors;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A stream of 16-bit random numbers, four to a number of SplitMix64 (Steele, Lea &amp; Flood, Fast
 * splittable pseudorandom number generators, 2014).
 *
 * <p>LibTorch's own generator takes about four times as long.
 */
final class MaskBits {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final int IN_A_DRAW = 4;

  private long counter;
  private long[] draws = new long[0];

  MaskBits(long seed) {
    this.counter = seed;
  }

  /** The next numbers of the stream, from −2¹⁵ to 2¹⁵ − 1; a rest of a draw is thrown away. */
  Tensor next(long count) {
    int n = Math.toIntExact((count + IN_A_DRAW - 1) / IN_A_DRAW);
    if (draws.length < n) {
      draws = new long[n];
    }
    fill(draws, n, counter);
    counter += n * GOLDEN;
    Tensor bits =
        torch.empty(
            new long[] {n},
            Tensors.options(ScalarType.Long, ComputeDevice.CPU),
            new MemoryFormatOptional());
    bits.data_ptr_long().put(draws, 0, n);
    return bits.view(ScalarType.Short).narrow(0, 0, count);
  }

  private static void fill(long[] into, int n, long start) {
    for (int i = 0; i < n; i++) {
      long z = start + i * GOLDEN;
      z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
      z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
      into[i] = z ^ (z >>> 31);
    }
  }
}
