package dev.pinwheel.benchmarks;

import dev.pinwheel.benchmarks.timing.Effort;
import dev.pinwheel.nn.engine.Precision;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What to measure and how long.
 *
 * @param cases names of {@link BenchPlan#caseNames}, or beginnings of some
 * @param threads numbers of threads, each measured by itself
 * @param precisions what Pinwheel computes in
 * @param effort how much time a measurement takes
 */
public record BenchOptions(
    List<String> cases, List<Integer> threads, List<Precision> precisions, Effort effort) {
  /**
   * Checks what can be checked without the machine.
   *
   * @param cases names of {@link BenchPlan#caseNames}, or beginnings of some
   * @param threads numbers of threads, each measured by itself
   * @param precisions what Pinwheel computes in
   * @param effort how much time a measurement takes
   * @throws IllegalArgumentException if a list is empty, or one of its entries makes no sense
   */
  public BenchOptions {
    cases = List.copyOf(cases);
    threads = threads.stream().distinct().sorted().toList();
    precisions = precisions.stream().distinct().toList();
    if (cases.isEmpty() || threads.isEmpty() || precisions.isEmpty()) {
      throw new IllegalArgumentException(
          "there must be a case, a number of threads and a precision, not "
              + cases
              + ", "
              + threads
              + " and "
              + precisions);
    }
    int processors = Runtime.getRuntime().availableProcessors();
    for (int n : threads) {
      if (n < 1 || n > processors) {
        throw new IllegalArgumentException(
            "cannot measure with "
                + n
                + " threads: this machine has "
                + processors
                + " processors");
      }
    }
    if (precisions.contains(Precision.FLOAT64)) {
      throw new IllegalArgumentException(
          "float64 is for certificates, not for speed: take " + names(trained()));
    }
  }

  /**
   * What nets are trained in.
   *
   * @return every precision but float64
   */
  public static List<Precision> trained() {
    return Arrays.stream(Precision.values()).filter(p -> p != Precision.FLOAT64).toList();
  }

  /**
   * A precision that can be measured.
   *
   * @param text for example {@code float32}
   * @return the precision
   * @throws IllegalArgumentException if there is none of that name; the message lists those there
   *     are
   */
  public static Precision precision(String text) {
    return trained().stream()
        .filter(p -> p.toString().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "cannot measure precision '" + text + "': take " + names(trained())));
  }

  /**
   * The numbers of threads to compare.
   *
   * @return 1, and 2 where there are as many processors
   */
  public static List<Integer> usualThreads() {
    return Runtime.getRuntime().availableProcessors() > 1 ? List.of(1, 2) : List.of(1);
  }

  private static String names(List<Precision> precisions) {
    return precisions.stream().map(Precision::toString).collect(Collectors.joining(" or "));
  }

  /**
   * The most threads that are measured with.
   *
   * @return at least 1
   */
  public int mostThreads() {
    return threads.get(threads.size() - 1);
  }
}
