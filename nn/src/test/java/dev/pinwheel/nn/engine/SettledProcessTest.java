package dev.pinwheel.nn.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the library settles in a process whose environment says nothing, and what it leaves. */
@EnabledOnOs(OS.LINUX)
class SettledProcessTest {
  /** Even in pages of 2 MiB a block of 48 MiB has more; a block that was kept has next to none. */
  private static final double PAGES = 20;

  @TempDir Path temporary;

  @BeforeAll
  static void needsGlibc() {
    boolean glibc;
    try {
      Glibc.find();
      glibc = true;
    } catch (UnsatisfiedLinkError e) {
      glibc = false;
    }
    assumeTrue(glibc, "the C library is another");
  }

  /** Runs the process with an environment that holds no other settings. */
  private List<String> run(Map<String, String> environment, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of(options));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), SettledProcess.class.getName()));
    Path out = temporary.resolve("out");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(SettledProcessTest::isSetting);
    builder.environment().putAll(environment);
    Process process = builder.redirectOutput(out.toFile()).start();
    assertThat(process.waitFor()).as(() -> read(out)).isZero();
    return read(out).lines().toList();
  }

  private static boolean isSetting(String variable) {
    return variable.matches("(MALLOC|GLIBC|OMP|GOMP)_.*|OPENBLAS_NUM_THREADS");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static String value(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.startsWith(key + " "))
        .map(line -> line.substring(key.length() + 1))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no '" + key + "' in " + lines));
  }

  private static double faults(List<String> lines) {
    return Double.parseDouble(value(lines, "faults"));
  }

  @Test
  void freedBlocksAreKeptAndThreadsAreQuiet() throws Exception {
    List<String> lines = run(Map.of("OMP_DISPLAY_ENV", "verbose"));
    assertThat(faults(lines)).isLessThan(PAGES);
    assertThat(value(lines, "threads")).isEqualTo("1");
    assertThat(lines).as("what OpenMP read").anyMatch(l -> l.contains("GOMP_SPINCOUNT = '10000'"));
  }

  @Test
  void theSystemsAllocatorCanBeAskedFor() throws Exception {
    List<String> lines = run(Map.of(), "-Dpinwheel.malloc=system");
    assertThat(faults(lines)).isGreaterThan(PAGES);
    assertThat(value(lines, "spins")).isEqualTo("10000");
  }

  @Test
  void theEnvironmentIsLeftAlone() throws Exception {
    Map<String, String> environment =
        Map.of(
            "MALLOC_TRIM_THRESHOLD_", "131072",
            "MALLOC_TOP_PAD_", "131072",
            "MALLOC_MMAP_THRESHOLD_", "131072",
            "OMP_WAIT_POLICY", "passive");
    List<String> lines = run(environment);
    assertThat(faults(lines)).isGreaterThan(PAGES);
    assertThat(value(lines, "spins")).isEqualTo("null");
  }

  @Test
  void aTunableIsLeftAlone() throws Exception {
    List<String> lines = run(Map.of("GLIBC_TUNABLES", "glibc.malloc.mmap_threshold=131072"));
    assertThat(faults(lines)).isGreaterThan(PAGES);
  }
}
