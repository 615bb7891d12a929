package dev.pinwheel.nn.engine;

import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;

/** LibTorch as a whole: its version and its threads. */
public final class Engine {
  /** Read by GNU's OpenMP when it is loaded, which comes after. */
  private static final String SPINS = "GOMP_SPINCOUNT";

  private static boolean ready;

  private Engine() {}

  /**
   * Settles, once and before the first tensor, what would make LibTorch slow: that freed memory
   * goes back to the kernel, that waiting threads of OpenMP spin, and that OpenBLAS's threads fight
   * with OpenMP's. What the environment settles stays. Where it cannot be done, the program is
   * slower, and as right.
   *
   * <p>NNPACK, which oneDNN makes needless, is left out: on processors that it does not know it
   * prints a warning at every convolution.
   */
  static synchronized void ready() {
    if (ready) {
      return;
    }
    ready = true;
    boolean spins = Stream.of(SPINS, "OMP_WAIT_POLICY").allMatch(v -> System.getenv(v) == null);
    attempt(
        () -> {
          if (Glibc.isPossible() && (spins || !NativeMemory.isSettled())) {
            Glibc glibc = Glibc.find();
            NativeMemory.keepFreedBlocks(glibc);
            if (spins) {
              glibc.setDefault(SPINS, "10000");
            }
          }
        });
    attempt(
        () -> {
          if (System.getenv("OPENBLAS_NUM_THREADS") == null) {
            Loader.load(openblas_nolapack.class);
            if (Loader.addressof("openblas_set_num_threads") != null) {
              openblas_nolapack.blas_set_num_threads(1);
            }
          }
        });
    attempt(() -> torch.globalContext().setUserEnabledNNPACK(false));
  }

  /** Natives that cannot be loaded at all are told of by the first tensor. */
  private static void attempt(Runnable settlement) {
    try {
      settlement.run();
    } catch (RuntimeException | Error e) {
      // JNA throws plain errors, too, for a version of its natives that does not fit.
    }
  }

  /**
   * The version of LibTorch and of its Java presets.
   *
   * @return for example {@code 2.10.0-1.5.13}
   */
  public static String version() {
    try {
      return Loader.getVersion("org.bytedeco", "pytorch");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException("the pytorch jar has no version record", e);
    }
  }

  /**
   * The processor, as results name it.
   *
   * @return for example {@code AMD EPYC (family 25, model 17, avx2, avx512f, avx512_bf16)}; only
   *     its architecture where the operating system says no more
   */
  public static String processor() {
    return Processor.here().description();
  }

  /**
   * The platform whose natives are loaded.
   *
   * @return for example {@code linux-x86_64}
   */
  public static String platform() {
    return Loader.getPlatform();
  }

  /**
   * Sets how many threads one operation may use, in this process. Results are reproducible bit for
   * bit only at one and the same number.
   *
   * @param threads at least 1
   * @throws IllegalArgumentException if there is not at least one thread
   */
  public static void setThreads(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, not " + threads);
    }
    ready();
    torch.set_num_threads(threads);
  }

  /**
   * How many threads one operation may use.
   *
   * @return the number
   */
  public static int threads() {
    ready();
    return torch.get_num_threads();
  }
}
