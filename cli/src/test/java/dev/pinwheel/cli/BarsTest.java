package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.data.Progress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BarsTest {
  private final StringWriter err = new StringWriter();
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void aKnownTotalGivesALineForEachTenth() {
    LineBar bar = bar(Progress.Unit.ITEMS, 1000);
    for (int i = 0; i < 1000; i++) {
      pass(100);
      bar.advance(1);
    }
    bar.close();

    assertThat(err.toString().lines())
        .hasSize(10)
        .startsWith("work: 10 %, 100 of 1000, 1 min 30 s left")
        .endsWith("work: 90 %, 900 of 1000, 10 s left", "work: 1000 of 1000 in 1 min 40 s");
  }

  @Test
  void aQuickTaskGivesOneLine() {
    LineBar bar = bar(Progress.Unit.ITEMS, 10);
    for (int i = 0; i < 10; i++) {
      pass(1);
      bar.advance(1);
    }
    bar.close();

    assertThat(err.toString().lines()).containsExactly("work: 10 of 10 in 0.0 s");
  }

  @Test
  void anUnknownTotalGivesALineEveryTenSeconds() {
    LineBar bar = bar(Progress.Unit.BYTES, Progress.UNKNOWN);
    bar.note("part 1");
    for (int i = 0; i < 25; i++) {
      pass(1000);
      bar.advance(1 << 20);
    }
    bar.close();

    assertThat(err.toString().lines())
        .containsExactly(
            "work: 10.0 MiB, part 1", "work: 20.0 MiB, part 1", "work: 25.0 MiB in 25 s, part 1");
  }

  @Test
  void anEmptyTaskIsNoTrouble() {
    try (LineBar bar = bar(Progress.Unit.ITEMS, 0)) {
      bar.advance(0);
    }

    assertThat(err.toString().lines()).containsExactly("work: 0 in 0.0 s");
  }

  @Test
  void aTerminalGetsABarInOneLine() {
    Terminal terminal =
        new Terminal(new PrintWriter(err), new PrintWriter(err), true, true, false, false, 60);
    try (Bars.Bar bar = new Bars(terminal).begin("work", Progress.Unit.ITEMS, 4)) {
      bar.note("loss 0.5");
      bar.advance(4);
    }

    assertThat(err.toString()).startsWith("\rwork").contains("100%", "4/4", "loss 0.5");
    assertThat(err.toString().strip()).doesNotContain("\n");
  }

  private void pass(long millis) {
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private LineBar bar(Progress.Unit unit, long total) {
    return new LineBar(new PrintWriter(err), nanos::get, "work", unit, total);
  }
}
