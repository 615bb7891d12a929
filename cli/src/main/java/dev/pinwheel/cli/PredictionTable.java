package dev.pinwheel.cli;

import dev.pinwheel.train.predict.Prediction;
import dev.pinwheel.train.predict.PredictionWriter;
import java.io.PrintWriter;
import java.util.Locale;

/** Predictions as a table for people, printed when all are there. */
final class PredictionTable implements PredictionWriter {
  private final Terminal terminal;
  private final Table table = new Table("file", "class", ">probability");

  PredictionTable(Terminal terminal, PrintWriter out) {
    this.terminal = terminal.to(out);
  }

  @Override
  public void write(Prediction p) {
    table.row(p.file(), p.label(), String.format(Locale.ROOT, "%.4f", p.probability()));
  }

  @Override
  public void close() {
    table.print(terminal);
  }
}
