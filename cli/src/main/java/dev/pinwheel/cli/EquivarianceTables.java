package dev.pinwheel.cli;

import dev.pinwheel.train.reproduce.EquivarianceTable;
import java.util.Locale;

/** The errors of random nets off the grid, as a table. */
final class EquivarianceTables {
  private EquivarianceTables() {}

  static void print(Terminal terminal, EquivarianceTable.Result result) {
    Table table =
        new Table(">σ", "net", "kernels", ">free", ">90°", ">45°", ">escnn", ">22.5°", ">escnn");
    for (EquivarianceTable.Line line : result.lines()) {
      table.row(
          line.deviation(),
          line.group() + ", k " + line.kernel() + ", layers " + line.layers(),
          line.family(),
          line.functions(),
          String.format(Locale.ROOT, "%.1e", line.worst90()),
          number(line.error45()),
          number(line.escnn45()),
          number(line.error22()),
          number(line.escnn22()));
    }
    table.print(terminal);
  }

  private static String number(double error) {
    return Double.isNaN(error) ? "-" : String.format(Locale.ROOT, "%.4f", error);
  }
}
