package dev.pinwheel.nn.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What sort of processor this is, for what is faster on some than on others. */
final class Processor {
  private static final boolean IS_WIDE_AMD = isWideAmd(Path.of("/proc/cpuinfo"));

  private Processor() {}

  /**
   * Whether AMD made it and it has AVX-512, as far as the operating system says so; on others than
   * Linux false.
   */
  static boolean isWideAmd() {
    return IS_WIDE_AMD;
  }

  static boolean isWideAmd(Path info) {
    if (!Files.isReadable(info)) {
      return false;
    }
    try {
      List<String> lines = Files.readAllLines(info);
      return has(lines, "vendor_id", "AuthenticAMD") && has(lines, "flags", "avx512f");
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether a line of this name has the word. */
  private static boolean has(List<String> lines, String name, String word) {
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .anyMatch(line -> Arrays.asList(line.split("\\s+")).contains(word));
  }
}
