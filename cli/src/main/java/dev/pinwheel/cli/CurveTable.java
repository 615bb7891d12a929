package dev.pinwheel.cli;

import dev.pinwheel.nn.check.angle.AngleErrors;
import dev.pinwheel.nn.check.angle.CurveReport;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Errors over angles as a table and a summary. */
final class CurveTable {
  private CurveTable() {}

  static void print(Terminal terminal, String name, CurveReport report) {
    terminal
        .out()
        .printf(
            Locale.ROOT,
            "%s under %s, %d angles, float64, %d smooth images, inside a disc%n",
            name,
            report.group(),
            report.angles().size(),
            report.count());
    Table table = new Table(">angle", "", ">net", ">worst image", ">worst layer", "");
    for (int i = 0; i < report.angles().size(); i++) {
      Optional<AngleErrors> layer = report.worstLayer(i);
      int angle = i;
      table.row(
          angle(report.angles().get(i)),
          report.isExact(i) ? "exact" : report.isElement(i) ? "in " + report.group() : "",
          number(report.net().mean().get(i)),
          number(report.net().worst().get(i)),
          layer.map(l -> number(l.mean().get(angle))).orElse("-"),
          layer.map(AngleErrors::name).orElse(""));
    }
    table.print(terminal);
    List<String> lines = report.summary();
    terminal.out().println(terminal.styled("@|bold " + name + "|@ is " + lines.get(0) + ";"));
    lines.stream().skip(1).forEach(line -> terminal.out().println("  " + line));
    terminal.out().println();
    terminal.out().flush();
  }

  private static String angle(double degrees) {
    return String.format(Locale.ROOT, "%.2f", degrees).replaceAll("\\.?0+$", "");
  }

  private static String number(double error) {
    if (Double.isNaN(error)) {
      return "-";
    }
    return error < 1e-4
        ? String.format(Locale.ROOT, "%.1e", error)
        : String.format(Locale.ROOT, "%.2f %%", 100 * error);
  }
}
