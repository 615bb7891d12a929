package dev.pinwheel.cli;

import dev.pinwheel.nn.check.EquivarianceReport;
import dev.pinwheel.nn.check.LayerError;
import dev.pinwheel.nn.engine.Precision;
import java.util.List;
import java.util.Locale;

/** A check's report as a table and a verdict. */
final class CheckTable {
  private CheckTable() {}

  static void print(Terminal terminal, EquivarianceReport report, String images) {
    terminal
        .out()
        .printf(
            Locale.ROOT,
            "%s, all %d elements, %s, %d %s%n",
            report.scope(),
            report.group().order(),
            report.precision(),
            report.images(),
            images);
    Table table = new Table("layer", ">values", ">derivatives", "", "what it does");
    for (LayerError layer : report.layers()) {
      row(table, layer, report.tolerance());
    }
    row(table, report.net(), report.tolerance());
    table.print(terminal);
    if (report.precision() == Precision.FLOAT32 && report.gradientImages() < report.images()) {
      terminal
          .out()
          .printf(
              Locale.ROOT,
              "Derivatives of the net at %d of %d images: at the others rounding alone crosses a"
                  + " kink.%n",
              report.gradientImages(),
              report.images());
    }
    terminal.out().println(verdict(terminal, report));
    report.leftOut().ifPresent(terminal.out()::println);
    terminal.out().println();
    terminal.out().flush();
  }

  private static void row(Table table, LayerError layer, double tolerance) {
    String mark = layer.values().isEmpty() ? "-" : layer.isWithin(tolerance) ? "ok" : "BREAKS";
    table.row(
        layer.name(),
        number(layer.worstValue()),
        number(layer.worstGradient()),
        mark,
        layer.description());
  }

  static String number(double error) {
    return Double.isNaN(error) ? "-" : String.format(Locale.ROOT, "%.1e", error);
  }

  private static String verdict(Terminal terminal, EquivarianceReport report) {
    String limit = String.format(Locale.ROOT, "%.0e", report.tolerance());
    if (report.passed()) {
      return terminal.styled(
          "@|bold,green EQUIVARIANT|@ under "
              + report.scope()
              + ": no error above "
              + limit
              + " in "
              + report.precision());
    }
    List<String> breaking = report.breakingLayers();
    return terminal.styled(
        "@|bold,red NOT EQUIVARIANT|@ under "
            + report.scope()
            + " in "
            + report.precision()
            + ": "
            + (breaking.isEmpty()
                ? "the net's error is " + number(report.net().worstValue())
                : "first broken by " + breaking.get(0)));
  }
}
