package dev.pinwheel.nn.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The process's memory outside of Java's heap: how much there is, and what becomes of freed blocks.
 *
 * <p>glibc, the C library of most Linux systems, returns large freed blocks to the kernel, and a
 * training that frees and takes the same blocks every step pays for each page anew. So Pinwheel,
 * when it first makes a tensor, tells glibc to keep what is freed; the process then stays at its
 * peak. A setting that the environment makes ({@code MALLOC_TRIM_THRESHOLD_}, {@code
 * MALLOC_TOP_PAD_}, {@code MALLOC_MMAP_MAX_} or {@code MALLOC_MMAP_THRESHOLD_}, {@code
 * GLIBC_TUNABLES}) is left alone, and {@code -Dpinwheel.malloc=system} leaves all of them alone.
 * Nothing is done where the C library is another.
 *
 * <p>Blocks of 64 MiB and more go back to the kernel all the same, unless the environment says
 * {@code MALLOC_ARENA_MAX=1}: that comes too late in a running JVM.
 */
public final class NativeMemory {
  private static final Path STATUS = Path.of("/proc/self/status");

  private NativeMemory() {}

  /** glibc's settings, with their numbers from {@code malloc.h}. */
  private enum Setting {
    /** No free memory at the heap's end goes back. */
    TRIM_THRESHOLD(-1, Integer.MAX_VALUE),
    /** No part of a thread's heap goes back: they are 64 MiB each, and less than this is kept. */
    TOP_PAD(-2, 256 << 20),
    /** No block is a mapping of its own, which would go back when freed. */
    MMAP_MAX(-4, 0);

    private final int number;
    private final int value;

    Setting(int number, int value) {
      this.number = number;
      this.value = value;
    }

    boolean isSettled() {
      return "system".equals(System.getProperty("pinwheel.malloc"))
          || isInEnvironment(name())
          || (this == MMAP_MAX && isInEnvironment("MMAP_THRESHOLD"));
    }

    private static boolean isInEnvironment(String name) {
      String tunables = System.getenv().getOrDefault("GLIBC_TUNABLES", "");
      return System.getenv("MALLOC_" + name + "_") != null
          || tunables.contains("glibc.malloc." + name.toLowerCase(Locale.ROOT));
    }
  }

  /** Whether there is nothing left to tell glibc. */
  static boolean isSettled() {
    return Arrays.stream(Setting.values()).allMatch(Setting::isSettled);
  }

  /** Tells glibc to keep freed blocks. */
  static void keepFreedBlocks(Glibc glibc) {
    for (Setting setting : Setting.values()) {
      if (!setting.isSettled()) {
        glibc.mallopt(setting.number, setting.value);
      }
    }
  }

  /**
   * The process's memory in RAM: natives, their data, Java's heap.
   *
   * @return bytes; empty where the system is not Linux
   */
  public static OptionalLong resident() {
    return status("VmRSS:");
  }

  /**
   * The most memory in RAM that the process has had.
   *
   * @return bytes; empty where the system is not Linux
   */
  public static OptionalLong peak() {
    return status("VmHWM:");
  }

  /**
   * The native memory that is in use, of all threads: what was taken and not given back. What the C
   * library keeps of freed blocks doesn't count, so that growth is a leak.
   *
   * @return bytes; empty where the C library is not glibc, or is older than 2.33
   */
  public static OptionalLong inUse() {
    if (!Glibc.isPossible()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Glibc.find().givenOut());
    } catch (UnsatisfiedLinkError e) {
      return OptionalLong.empty();
    }
  }

  /** Reads an entry such as {@code VmRSS: 12345 kB}. */
  private static OptionalLong status(String key) {
    if (!Files.isReadable(STATUS)) {
      return OptionalLong.empty();
    }
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith(key))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      return OptionalLong.empty();
    }
  }
}
