package dev.pinwheel.nn.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What sort of processor this is, for what is faster on some than on others. */
final class Processor {
  private static final Path INFO = Path.of("/proc/cpuinfo");
  private static final boolean IS_WIDE = isWide(INFO);
  private static final boolean IS_WIDE_AMD = isWideAmd(INFO);

  private Processor() {}

  /** Whether it has AVX-512, as far as the operating system says so; on others than Linux false. */
  static boolean isWide() {
    return IS_WIDE;
  }

  static boolean isWide(Path info) {
    return has(info, "flags", "avx512f");
  }

  /** Whether AMD made it and it {@linkplain #isWide() is wide}. */
  static boolean isWideAmd() {
    return IS_WIDE_AMD;
  }

  static boolean isWideAmd(Path info) {
    return has(info, "vendor_id", "AuthenticAMD") && isWide(info);
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
