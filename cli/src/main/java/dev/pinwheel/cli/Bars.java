package dev.pinwheel.cli;

import dev.pinwheel.data.Progress;

/**
 * Shows long tasks on standard error: as a bar that moves, with the time left, on a terminal; as a
 * line now and then elsewhere.
 */
final class Bars implements Progress {
  private final Terminal terminal;

  Bars(Terminal terminal) {
    this.terminal = terminal;
  }

  /** A task that can also tell what it is at. */
  interface Bar extends Task {
    /** Shows a few words beside the count, such as the loss, instead of those before. */
    void note(String words);
  }

  @Override
  public Bar begin(String name, Unit unit, long total) {
    return terminal.errInteractive()
        ? new DrawnBar(terminal, name, unit, total)
        : new LineBar(terminal.err(), System::nanoTime, name, unit, total);
  }
}
