package dev.pinwheel.cli;

import java.time.Duration;
import java.util.Locale;

/** Lengths of time in words. */
final class Durations {
  private Durations() {}

  /** Returns nanoseconds as a person would say them: {@code 0.4 s}, {@code 12 s}, {@code 3 min}. */
  static String text(long nanos) {
    Duration time = Duration.ofNanos(nanos);
    if (time.toSeconds() < 10) {
      return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }
    if (time.toMinutes() < 1) {
      return time.toSeconds() + " s";
    }
    if (time.toHours() < 1) {
      return "%d min %d s".formatted(time.toMinutes(), time.toSecondsPart());
    }
    return "%d h %d min".formatted(time.toHours(), time.toMinutesPart());
  }
}
