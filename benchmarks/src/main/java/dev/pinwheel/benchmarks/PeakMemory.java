package dev.pinwheel.benchmarks;

import dev.pinwheel.benchmarks.timing.Contestant;
import dev.pinwheel.nn.engine.Engine;
import dev.pinwheel.nn.engine.Precision;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The peak memory of steps, measured in a process of its own with this one's Java, classes and
 * environment. Java's heap is there from the start, and a step on one image comes first, so that
 * heap, code and threads don't count.
 */
final class PeakMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int STEPS = 3;
  private static final List<String> JAVA =
      List.of(
          "-Xms256m",
          "-Xmx256m",
          "-XX:+AlwaysPreTouch",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0");
  private static final String ANSWER = "peak-kib ";
  private static final double KIB_PER_MIB = 1024;

  private PeakMemory() {}

  /** Whether this system tells a process's peak: Linux does. */
  static boolean isAvailable() {
    return Files.isReadable(STATUS);
  }

  /** MiB that a contestant's steps take at their peak, beyond what was there before the first. */
  static double measure(TimedCase timed, Entrant entrant, int images, int threads) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JAVA);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(PeakMemory.class.getName());
    command.addAll(List.of(timed.name(), entrant.name(), entrant.precision().name()));
    command.addAll(List.of(Integer.toString(images), Integer.toString(threads)));
    List<String> said = new ArrayList<>();
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
        out.lines().forEach(said::add);
      }
      if (process.waitFor() == 0) {
        for (String line : said) {
          if (line.startsWith(ANSWER)) {
            return Long.parseLong(line.substring(ANSWER.length())) / KIB_PER_MIB;
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start '" + command.get(0) + "'", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.util.concurrent.CancellationException("interrupted");
    }
    throw new IllegalStateException(
        "the process that measures the memory of " + entrant.name() + " failed: " + said);
  }

  /**
   * Takes the steps in this process and says what they took.
   *
   * @param arguments case, contestant, precision, images, threads
   */
  public static void main(String[] arguments) {
    TimedCase timed = (TimedCase) BenchCases.get(arguments[0]);
    Precision precision = Precision.valueOf(arguments[2]);
    int images = Integer.parseInt(arguments[3]);
    Engine.setThreads(Integer.parseInt(arguments[4]));
    Entrant entrant =
        timed.entrants(List.of(precision)).stream()
            .filter(e -> e.name().equals(arguments[1]))
            .findFirst()
            .orElseThrow();
    try (Contestant small = entrant.start().apply(1)) {
      small.step().run();
    }
    try (Contestant contestant = entrant.start().apply(images)) {
      long before = kibibytes("VmRSS:");
      for (int i = 0; i < STEPS; i++) {
        contestant.step().run();
      }
      System.out.println(ANSWER + (kibibytes("VmHWM:") - before));
    }
  }

  private static long kibibytes(String key) {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith(key)) {
          return Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException(STATUS + " has no " + key);
  }
}
