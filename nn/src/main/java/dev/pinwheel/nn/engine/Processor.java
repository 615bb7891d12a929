package dev.pinwheel.nn.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Whose processor this is, for what is faster on some than on others. */
final class Processor {
  private static final boolean IS_AMD = says("AuthenticAMD", Path.of("/proc/cpuinfo"));

  private Processor() {}

  /** Whether AMD made it, as far as the operating system says so; on others than Linux false. */
  static boolean isAmd() {
    return IS_AMD;
  }

  static boolean says(String maker, Path info) {
    if (!Files.isReadable(info)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(info)) {
      return lines.anyMatch(line -> line.startsWith("vendor_id") && line.endsWith(maker));
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }
}
