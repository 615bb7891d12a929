package dev.pinwheel.cli;

import dev.pinwheel.data.Progress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A line for every tenth of a task, for logs and pipes; no more than one a second. */
final class LineBar implements Bars.Bar {
  private static final long LEAST_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long UNKNOWN_TOTAL_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int STEPS = 10;
  private static final double MIB = 1 << 20;

  private final PrintWriter err;
  private final LongSupplier clock;
  private final String name;
  private final Progress.Unit unit;
  private final long total;
  private final long begun;
  private long done;
  private long printedStep;
  private long printedAt;
  private String note = "";

  LineBar(PrintWriter err, LongSupplier clock, String name, Progress.Unit unit, long total) {
    this.err = err;
    this.clock = clock;
    this.name = name;
    this.unit = unit;
    this.total = total;
    this.begun = clock.getAsLong();
    this.printedAt = begun;
  }

  @Override
  public synchronized void advance(long amount) {
    done += amount;
    if (total > 0 ? done >= total || done * STEPS / total <= printedStep : !waited()) {
      return;
    }
    long now = clock.getAsLong();
    if (now - printedAt >= LEAST_NANOS) {
      printedStep = total > 0 ? done * STEPS / total : 0;
      printedAt = now;
      print(total > 0 ? percent() + left(now) : amounts() + note());
    }
  }

  private boolean waited() {
    return clock.getAsLong() - printedAt >= UNKNOWN_TOTAL_NANOS;
  }

  @Override
  public synchronized void note(String words) {
    note = words;
  }

  @Override
  public synchronized void close() {
    print("%s in %s%s".formatted(amounts(), Durations.text(clock.getAsLong() - begun), note()));
  }

  private String percent() {
    return "%d %%, %s%s".formatted(done * 100 / total, amounts(), note());
  }

  private String left(long now) {
    double each = (double) (now - begun) / done;
    return ", %s left".formatted(Durations.text(Math.round(each * (total - done))));
  }

  private String amounts() {
    return total > 0 ? "%s of %s".formatted(amount(done), amount(total)) : amount(done);
  }

  private String amount(long count) {
    return unit == Progress.Unit.BYTES
        ? String.format(Locale.ROOT, "%.1f MiB", count / MIB)
        : Long.toString(count);
  }

  private String note() {
    return note.isEmpty() ? "" : ", " + note;
  }

  private void print(String text) {
    err.println(name + ": " + text);
    err.flush();
  }
}
