package dev.pinwheel.benchmarks.timing;

import dev.pinwheel.nn.engine.Engine;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * What the machine can do at best: the fastest of several tries.
 *
 * <p>The matrix product is of 4096×1024 by 1024×1024, as a convolution with a kernel of 1, which
 * LibTorch gives to oneDNN as it does all convolutions. The product proper goes to OpenBLAS in
 * float32, which keeps to its own number of threads.
 *
 * @param threads how many LibTorch may use
 * @param float32 the matrix product, in 10⁹ multiplications and additions a second
 * @param bfloat16 the same in bfloat16
 * @param openBlas the product proper in float32
 * @param copy copying 256 MB, in 10⁹ bytes read or written a second
 */
public record Peaks(int threads, double float32, double bfloat16, double openBlas, double copy) {
  private static final long ROWS = 64;
  private static final long SIZE = 1024;
  private static final long CHANNELS = 256;
  private static final double GIGAFLOP = 2e-9 * ROWS * ROWS * SIZE * SIZE;
  private static final long COPIED = 64_000_000;
  private static final double GIGABYTES = 2e-9 * COPIED * Float.BYTES;
  private static final int LEAST_TRIES = 3;
  private static final double NANOS = 1e9;
  private static final double NANOS_PER_MILLI = 1e6;

  /**
   * Measures.
   *
   * @param threads how many LibTorch may use, at least 1
   * @param millis how long each of the limits is tried, at least three times
   * @return the limits
   */
  public static Peaks measure(int threads, double millis) {
    Engine.setThreads(threads);
    long nanos = Math.round(millis * NANOS_PER_MILLI);
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      return new Peaks(
          threads,
          Math.max(pointwise(ScalarType.Float, nanos), dense(ScalarType.Float, nanos)),
          Math.max(pointwise(ScalarType.BFloat16, nanos), dense(ScalarType.BFloat16, nanos)),
          GIGAFLOP / product(nanos),
          GIGABYTES / copy(nanos));
    }
  }

  /**
   * The better of two measurements.
   *
   * @param other measured with as many threads
   * @return the higher of each of the limits
   */
  public Peaks orHigher(Peaks other) {
    return new Peaks(
        threads,
        Math.max(float32, other.float32),
        Math.max(bfloat16, other.bfloat16),
        Math.max(openBlas, other.openBlas),
        Math.max(copy, other.copy));
  }

  /** A 1×1 convolution, which is a matrix product. */
  private static double pointwise(ScalarType type, long nanos) {
    return GIGAFLOP / convolution(type, SIZE, ROWS, 1, nanos);
  }

  /** A 3×3 convolution of many channels, for which some processors have the better code. */
  private static double dense(ScalarType type, long nanos) {
    double gigaflop = 2e-9 * ROWS * ROWS * 9 * CHANNELS * CHANNELS;
    return gigaflop / convolution(type, CHANNELS, ROWS + 2, 3, nanos);
  }

  private static double convolution(
      ScalarType type, long channels, long size, long kernel, long nanos) {
    Tensor x = torch.randn(1, size, size, channels).to(type).permute(0, 3, 1, 2);
    Tensor filters = torch.randn(channels, kernel, kernel, channels).to(type).permute(0, 3, 1, 2);
    long[] one = {1, 1};
    long[] none = {0, 0};
    return fastest(() -> torch.conv2d(x, filters, new TensorOptional(), one, none, one, 1), nanos);
  }

  private static double product(long nanos) {
    Tensor a = torch.randn(ROWS * ROWS, SIZE);
    Tensor b = torch.randn(SIZE, SIZE);
    return fastest(() -> torch.mm(a, b), nanos);
  }

  private static double copy(long nanos) {
    Tensor source = torch.ones(COPIED);
    Tensor target = torch.ones(COPIED);
    return fastest(() -> target.copy_(source), nanos);
  }

  /** Seconds of the fastest try. */
  private static double fastest(Runnable work, long nanos) {
    long best = Long.MAX_VALUE;
    long spent = 0;
    for (int i = 0; i < LEAST_TRIES || spent < nanos; i++) {
      long begun = System.nanoTime();
      try (PointerScope scope = new PointerScope()) {
        work.run();
      }
      long took = System.nanoTime() - begun;
      spent += took;
      best = Math.min(best, took);
    }
    return best / NANOS;
  }
}
