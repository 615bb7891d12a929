package dev.pinwheel.nn.engine;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/** LibTorch as a whole: its version and its threads. */
public final class Engine {
  private Engine() {}

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
    torch.set_num_threads(threads);
  }

  /**
   * How many threads one operation may use.
   *
   * @return the number
   */
  public static int threads() {
    return torch.get_num_threads();
  }
}
