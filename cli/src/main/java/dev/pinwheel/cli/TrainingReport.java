package dev.pinwheel.cli;

import dev.pinwheel.data.Progress;
import dev.pinwheel.train.EpochMetrics;
import dev.pinwheel.train.TrainListener;
import java.util.Locale;

/** Shows a run: a bar within an epoch where it can move, and a line an epoch with the time left. */
final class TrainingReport implements TrainListener {
  private final Terminal terminal;
  private final Progress progress;
  private double seconds;
  private int epochs;

  TrainingReport(Terminal terminal) {
    this.terminal = terminal;
    this.progress = terminal.errInteractive() ? new Bars(terminal) : Progress.none();
  }

  @Override
  public Progress progress() {
    return progress;
  }

  @Override
  public void epochEnded(EpochMetrics m, int total) {
    seconds += m.seconds();
    epochs++;
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT,
            "epoch %3d/%d  loss %.4f  training error %5.2f %%",
            m.epoch(),
            total,
            m.trainLoss(),
            100 * m.trainError()));
    m.evaluated()
        .ifPresent(
            error ->
                line.append(
                    String.format(
                        Locale.ROOT, "  %s error %5.2f %%", m.evaluation(), 100 * error)));
    line.append(String.format(Locale.ROOT, "  %.1f s", m.seconds()));
    if (m.epoch() < total) {
      double left = seconds / epochs * (total - m.epoch());
      line.append("  ").append(Durations.text((long) (left * 1e9))).append(" left");
    }
    terminal.out().println(line);
    terminal.out().flush();
    if (m.epoch() == total) {
      seconds = 0;
      epochs = 0;
    }
  }
}
