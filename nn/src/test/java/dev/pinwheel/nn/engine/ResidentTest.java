package dev.pinwheel.nn.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ResidentTest {
  private static final long MIB = 1 << 20;

  /** The JVM's own threads, its compilers above all, take and free blocks meanwhile. */
  private static final long OTHERS = 4 * MIB;

  @Test
  @EnabledOnOs(OS.LINUX)
  void aTensorIsSeen() {
    Engine.setThreads(1); // The libraries themselves are resident, too.
    try (PointerScope scope = new PointerScope()) {
      // The first may lie where earlier tests have left memory, which is resident already.
      torch.ones(256 * MIB / Float.BYTES);
      long before = NativeMemory.resident().orElseThrow();
      torch.ones(256 * MIB / Float.BYTES);
      long during = NativeMemory.resident().orElseThrow();
      assertThat(during - before).isBetween(192 * MIB, 320 * MIB);
      assertThat(NativeMemory.peak().orElseThrow()).isGreaterThanOrEqualTo(during);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void blocksInUseAreCountedToTheirEnd() throws InterruptedException {
    Engine.setThreads(1);
    try (PointerScope scope = new PointerScope()) {
      torch.ones(1); // The engine itself takes memory when it is first used.
    }
    long before = settledInUse();
    try (PointerScope scope = new PointerScope()) {
      torch.ones(256 * MIB / Float.BYTES);
      long during = NativeMemory.inUse().orElseThrow();
      assertThat(during - before).isBetween(256 * MIB - OTHERS, 256 * MIB + OTHERS);
    }
    assertThat(NativeMemory.inUse().orElseThrow() - before).isBetween(-OTHERS, OTHERS);
  }

  /**
   * What is in use once all is given back that earlier tests have left to the garbage collector,
   * which would else be given back in between.
   */
  private static long settledInUse() throws InterruptedException {
    System.gc();
    long before;
    long now = NativeMemory.inUse().orElseThrow();
    int tries = 0;
    do {
      Thread.sleep(200);
      before = now;
      now = NativeMemory.inUse().orElseThrow();
    } while (now != before && ++tries < 50);
    return now;
  }

  @Test
  @DisabledOnOs(OS.LINUX)
  void elsewhereNothingIsSaid() {
    assertThat(NativeMemory.resident()).isEmpty();
    assertThat(NativeMemory.peak()).isEmpty();
    assertThat(NativeMemory.inUse()).isEmpty();
  }
}
