package dev.pinwheel.nn.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What sort of processor this is, for what is faster on some than on others. */
final class Processor {
  private static final Path INFO = Path.of("/proc/cpuinfo");

  /** The family of Zen 4, which takes two steps for an instruction of AVX-512. */
  private static final String FAMILY_OF_ZEN_4 = "25";

  private static final boolean IS_WIDE = isWide(INFO);
  private static final boolean IS_WIDE_AMD = isWideAmd(INFO);
  private static final boolean IS_NARROW = isNarrow(INFO);

  private Processor() {}

  /**
   * Whether it multiplies vectors of 512 bits at once, as far as the operating system says so; on
   * others than Linux false.
   */
  static boolean isWide() {
    return IS_WIDE;
  }

  static boolean isWide(Path info) {
    return has(info, "flags", "avx512f")
        && !(isAmd(info) && has(info, "cpu family", FAMILY_OF_ZEN_4));
  }

  /** Whether AMD made it and it {@linkplain #isWide() is wide}. */
  static boolean isWideAmd() {
    return IS_WIDE_AMD;
  }

  static boolean isWideAmd(Path info) {
    return isAmd(info) && isWide(info);
  }

  /** Whether it multiplies vectors of 256 bits at once and no wider ones. */
  static boolean isNarrow() {
    return IS_NARROW;
  }

  static boolean isNarrow(Path info) {
    return has(info, "flags", "avx2") && !isWide(info);
  }

  static Bf16Support bf16() {
    return bf16(INFO);
  }

  static Bf16Support bf16(Path info) {
    if (has(info, "flags", "amx_bf16")) {
      return Bf16Support.MATRIX_UNITS;
    }
    return has(info, "flags", "avx512_bf16") ? Bf16Support.INSTRUCTIONS : Bf16Support.NONE;
  }

  private static boolean isAmd(Path info) {
    return has(info, "vendor_id", "AuthenticAMD");
  }

  /** Whether a line of this name has the word. */
  private static boolean has(Path info, String name, String word) {
    if (!Files.isReadable(info)) {
      return false;
    }
    try {
      return Files.readAllLines(info).stream()
          .filter(line -> line.startsWith(name))
          .anyMatch(line -> Arrays.asList(line.split("\\s+")).contains(word));
    } catch (IOException e) {
      return false;
    }
  }
}
