package dev.pinwheel.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A process holds as much memory after thousands of steps as after the first hundreds. */
@EnabledOnOs(OS.LINUX)
class LongRunTest {
  /** Bytes a step: less than a single map of the net, and 5 MB in 5,000 steps. */
  private static final double BOUND = 1000;

  /** A tensor of 4 kB. */
  private static final int LEAK = 1024;

  @TempDir Path temporary;

  private List<String> run(int steps, int leak) throws Exception {
    Path out = temporary.resolve("out");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Java's own memory shall not grow meanwhile.
                "-Xms64m",
                "-Xmx64m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                LongRun.class.getName(),
                temporary.resolve("run").toString(),
                Integer.toString(steps),
                Integer.toString(leak))
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    int exitCode = process.waitFor();
    List<String> said = Files.readAllLines(out, StandardCharsets.UTF_8);
    assertThat(exitCode).as("%s", said).isZero();
    return said;
  }

  /** The growth between two of the process's lines, such as {@code step 1000 80413568}. */
  private static double growth(List<String> said, String what, int first, int last) {
    return (double) (memory(said, what, last) - memory(said, what, first)) / (last - first);
  }

  private static long memory(List<String> said, String what, int number) {
    String start = what + " " + number + " ";
    return said.stream()
        .filter(line -> line.startsWith(start))
        .mapToLong(line -> Long.parseLong(line.substring(start.length())))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no '" + start + "' in " + said));
  }

  @Test
  void stepsAndPredictionsLeaveNothing() throws Exception {
    List<String> said = run(6000, 0);
    assertThat(growth(said, "step", LongRun.FIRST_STEP, 6000)).isLessThan(BOUND);
    assertThat(growth(said, "prediction", LongRun.FIRST_PREDICTION, LongRun.PREDICTIONS))
        .isLessThan(BOUND);
  }

  @Test
  void aSmallLeakIsSeen() throws Exception {
    List<String> said = run(2000, LEAK);
    assertThat(growth(said, "step", LongRun.FIRST_STEP, 2000)).isGreaterThan(BOUND);
    assertThat(growth(said, "prediction", LongRun.FIRST_PREDICTION, LongRun.PREDICTIONS))
        .isGreaterThan(BOUND);
  }
}
