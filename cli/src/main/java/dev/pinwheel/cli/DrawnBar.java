package dev.pinwheel.cli;

import dev.pinwheel.data.Progress;
import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar that is redrawn in its line. */
final class DrawnBar implements Bars.Bar {
  private static final int INTERVAL_MILLIS = 250;
  private static final long MIB = 1 << 20;

  private final ProgressBar bar;

  DrawnBar(Terminal terminal, String name, Progress.Unit unit, long total) {
    ProgressBarBuilder builder =
        new ProgressBarBuilder()
            .setTaskName(name)
            .setInitialMax(total)
            .setUpdateIntervalMillis(INTERVAL_MILLIS)
            .setStyle(terminal.unicode() ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII)
            .setConsumer(new Line(terminal.err(), terminal.columns() - 1));
    if (unit == Progress.Unit.BYTES) {
      builder.setUnit(" MiB", MIB);
    }
    bar = builder.build();
  }

  @Override
  public void advance(long amount) {
    bar.stepBy(amount);
  }

  @Override
  public void note(String words) {
    bar.setExtraMessage(" " + words);
  }

  @Override
  public void close() {
    bar.close();
  }

  /** Draws over one line. */
  private record Line(PrintWriter err, int width) implements ProgressBarConsumer {
    @Override
    public int getMaxRenderedLength() {
      return width;
    }

    @Override
    public void accept(String drawn) {
      err.print("\r" + (drawn.length() > width ? drawn.substring(0, width) : drawn));
      err.flush();
    }

    @Override
    public void close() {
      err.println();
      err.flush();
    }
  }
}
