package dev.pinwheel.train.reproduce;

import dev.pinwheel.train.Provenance;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The table of errors off the grid as a page. */
final class EquivariancePage {
  private final EquivarianceTable.Result result;
  private final List<String> families;
  private final StringBuilder page = new StringBuilder();

  private EquivariancePage(EquivarianceTable.Result result) {
    this.result = result;
    this.families = result.lines().stream().map(EquivarianceTable.Line::family).distinct().toList();
  }

  static String of(EquivarianceTable.Result result) {
    return new EquivariancePage(result).text();
  }

  private String text() {
    page.append("# Equivariance off the grid\n\n")
        .append("Relative error of random nets at a turn: ‖Φ(L f) − L Φ(f)‖ over the larger norm, ")
        .append("in float64, the mean over ")
        .append(result.images())
        .append(" images and ")
        .append(result.nets())
        .append(" nets.\n\n")
        .append("Nets of one or three correlations of 4 fields (kernel k, padding ⌊k/2⌋, no bias) ")
        .append("and ReLU, then the maximum over the group. Images of 65×65 with 40 Gaussian ")
        .append("blobs, amplitudes normal, centres within 22 pixels of the middle, deviations ")
        .append("σ·U(1, 2); the turned image has its centres turned. The output for the image ")
        .append("that is not turned is turned by a quintic spline, and compared inside the disc ")
        .append("of radius 65/2 − 6.\n\n")
        .append("escnn is version 1.0.13, bilinear are free taps resampled bilinearly in PyTorch; ")
        .append("both were measured by the same method, but not by this command.\n\n");
    table(
        "At 45 degrees",
        EquivarianceTable.Line::escnn45,
        EquivarianceTable.Line::bilinear45,
        EquivarianceTable.Line::error45);
    table(
        "At 22.5 degrees",
        EquivarianceTable.Line::escnn22,
        EquivarianceTable.Line::bilinear22,
        EquivarianceTable.Line::error22);
    exact();
    provenance();
    return page.toString().replace(System.lineSeparator(), "\n");
  }

  private void table(
      String title,
      ToDoubleFunction<EquivarianceTable.Line> escnn,
      ToDoubleFunction<EquivarianceTable.Line> bilinear,
      ToDoubleFunction<EquivarianceTable.Line> ours) {
    heading(title, "| escnn | bilinear ", "---:|---:|", "| part of escnn's ");
    for (List<EquivarianceTable.Line> row : rows()) {
      if (Double.isNaN(escnn.applyAsDouble(row.get(0)))) {
        continue;
      }
      start(row.get(0));
      number(escnn.applyAsDouble(row.get(0)));
      number(bilinear.applyAsDouble(row.get(0)));
      row.forEach(line -> number(ours.applyAsDouble(line)));
      double last = ours.applyAsDouble(row.get(row.size() - 1));
      page.append(String.format(Locale.ROOT, "| %.2f |%n", last / escnn.applyAsDouble(row.get(0))));
    }
    page.append('\n');
    if (families.size() > 1) {
      page.append("The last column is for ")
          .append(families.get(families.size() - 1))
          .append(".\n\n");
    }
  }

  private void exact() {
    heading("At 90 degrees, and free parameters", "", "", "");
    for (List<EquivarianceTable.Line> row : rows()) {
      start(row.get(0));
      row.forEach(
          line ->
              page.append(
                  String.format(
                      Locale.ROOT, "| %.1e, %d free ", line.worst90(), line.functions())));
      page.append("|\n");
    }
    page.append("\nThe largest error over images and nets. \"Free\" are the parameters of a pair ")
        .append(
            "of fields for each relative rotation; escnn has 11 for k = 5 and 18 for k = 7.\n\n");
  }

  private void heading(String title, String before, String beforeRule, String after) {
    page.append("## ").append(title).append("\n\n| σ | group, k | layers ").append(before);
    families.forEach(family -> page.append("| ").append(family).append(' '));
    page.append(after).append("|\n|---|---|---:|").append(beforeRule);
    page.append("---:|".repeat(families.size() + (after.isEmpty() ? 0 : 1))).append('\n');
  }

  private void start(EquivarianceTable.Line line) {
    page.append(
        String.format(
            Locale.ROOT,
            "| %s | %s, %d | %d ",
            line.deviation() == Math.rint(line.deviation())
                ? Long.toString(Math.round(line.deviation()))
                : Double.toString(line.deviation()),
            line.group(),
            line.kernel(),
            line.layers()));
  }

  private void number(double error) {
    page.append(String.format(Locale.ROOT, "| %.4f ", error));
  }

  /** The lines of a case, one per family. */
  private List<List<EquivarianceTable.Line>> rows() {
    int each = families.size();
    return java.util.stream.IntStream.range(0, result.lines().size() / each)
        .mapToObj(i -> result.lines().subList(i * each, (i + 1) * each))
        .toList();
  }

  private void provenance() {
    Provenance p = result.provenance();
    page.append("| provenance | |\n|---|---|\n");
    row("command", "`" + result.command() + "`");
    row("Pinwheel", p.pinwheel() + ", revision " + p.commit());
    row("engine", "LibTorch " + p.engine() + ", " + p.platform());
    row("Java", p.java());
    row("machine", p.processor() + ", " + p.processors() + " processors, " + p.system());
    row("finished", p.time());
  }

  private void row(String name, String value) {
    page.append("| ").append(name).append(" | ").append(value).append(" |\n");
  }
}
