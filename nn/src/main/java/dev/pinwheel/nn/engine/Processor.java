package dev.pinwheel.nn.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What sort of processor this is, for what is faster on some than on others. */
final class Processor {
  /** The family of Zen 4, which takes two steps for an instruction of AVX-512. */
  private static final String FAMILY_OF_ZEN_4 = "25";

  /** Sets of instructions that decide how fast a net is, by their names in the flags. */
  private static final List<String> SETS = List.of("avx2", "avx512f", "avx512_bf16", "amx_bf16");

  private static final Processor HERE = of(Path.of("/proc/cpuinfo"));

  private final boolean isWide;
  private final boolean isWideAmd;
  private final boolean isNarrow;
  private final Bf16Support bf16;
  private final String description;

  private Processor(List<String> lines) {
    Set<String> flags = Set.copyOf(Arrays.asList(value(lines, "flags").split("\\s+")));
    String family = value(lines, "cpu family");
    boolean isAmd = value(lines, "vendor_id").equals("AuthenticAMD");
    boolean isZen4 = isAmd && family.equals(FAMILY_OF_ZEN_4);
    isWide = flags.contains("avx512f") && !isZen4;
    isWideAmd = isAmd && isWide;
    isNarrow = flags.contains("avx2") && !isWide;
    if (flags.contains("amx_bf16")) {
      bf16 = Bf16Support.MATRIX_UNITS;
    } else {
      bf16 = flags.contains("avx512_bf16") ? Bf16Support.INSTRUCTIONS : Bf16Support.NONE;
    }
    String name = value(lines, "model name");
    Stream<String> sort = Stream.of("family " + family, "model " + value(lines, "model"));
    description =
        name.isEmpty()
            ? System.getProperty("os.arch")
            : Stream.concat(sort, SETS.stream().filter(flags::contains))
                .collect(Collectors.joining(", ", name + " (", ")"));
  }

  /** This machine's. */
  static Processor here() {
    return HERE;
  }

  /** What the operating system says in a file; as if it had nothing, on others than Linux. */
  static Processor of(Path info) {
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

  /** Its name, family, model and sets of instructions, or only its architecture. */
  String description() {
    return description;
  }

  Bf16Support bf16() {
    return bf16;
  }

  /** What the first line of a name says; empty if there is none. */
  private static String value(List<String> lines, String name) {
    return lines.stream()
        .map(line -> line.split(":", 2))
        .filter(parts -> parts.length == 2 && parts[0].trim().equals(name))
        .map(parts -> parts[1].trim())
        .findFirst()
        .orElse("");
  }
}
