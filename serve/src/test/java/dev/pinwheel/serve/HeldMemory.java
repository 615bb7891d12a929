package dev.pinwheel.serve;

import dev.pinwheel.nn.engine.NativeMemory;

/**
 * What this process holds: Java's live objects and native blocks in use. Unlike the memory in RAM
 * it doesn't grow with garbage, nor with what is kept of freed blocks; Java's compilers take and
 * give back some MiB of it at any time.
 */
final class HeldMemory {
  private HeldMemory() {}

  /** Bytes, after a collection; only Java's where the C library doesn't tell. */
  static long bytes() {
    System.gc();
    Runtime java = Runtime.getRuntime();
    return java.totalMemory() - java.freeMemory() + NativeMemory.inUse().orElse(0);
  }
}
