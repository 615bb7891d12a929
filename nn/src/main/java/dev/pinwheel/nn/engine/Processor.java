package dev.pinwheel.nn.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What sort of processor this is, for what is faster on some than on others. */
final class Processor {
  /** The family of Zen 4, which takes two steps for an instruction of AVX-512. */
  private static final String FAMILY_OF_ZEN_4 = "25";

  private static final Processor HERE = of(Path.of("/proc/cpuinfo"));

  private final boolean isWide;
  private final boolean isWideAmd;
  private final boolean isNarrow;
  private final Bf16Support bf16;

  private Processor(List<String> lines) {
    boolean isAmd = has(lines, "vendor_id", "AuthenticAMD");
    boolean isZen4 = isAmd && has(lines, "cpu family", FAMILY_OF_ZEN_4);
    isWide = has(lines, "flags", "avx512f") && !isZen4;
    isWideAmd = isAmd && isWide;
    isNarrow = has(lines, "flags", "avx2") && !isWide;
    if (has(lines, "flags", "amx_bf16")) {
      bf16 = Bf16Support.MATRIX_UNITS;
    } else {
      bf16 = has(lines, "flags", "avx512_bf16") ? Bf16Support.INSTRUCTIONS : Bf16Support.NONE;
    }
  }

  /** This machine's. */
  static Processor here() {
    return HERE;
  }

  /** What the operating system says in a file; as if it had nothing, on others than Linux. */
  static Processor of(Path info) {
    if (!Files.isReadable(info)) {
      return new Processor(List.of());
    }
    try {
      return new Processor(Files.readAllLines(info));
    } catch (IOException e) {
      return new Processor(List.of());
    }
  }

  /** Whether it multiplies vectors of 512 bits at once. */
  boolean isWide() {
    return isWide;
  }

  /** Whether AMD made it and it {@linkplain #isWide() is wide}. */
  boolean isWideAmd() {
    return isWideAmd;
  }

  /** Whether it multiplies vectors of 256 bits at once and no wider ones. */
  boolean isNarrow() {
    return isNarrow;
  }

  Bf16Support bf16() {
    return bf16;
  }

  /** Whether a line of this name has the word. */
  private static boolean has(List<String> lines, String name, String word) {
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .anyMatch(line -> Arrays.asList(line.split("\\s+")).contains(word));
  }
}
