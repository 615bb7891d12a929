package dev.pinwheel.nn.check.angle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A curve in words. */
final class CurveSummary {
  private static final int NAMED = 4;

  private CurveSummary() {}

  static List<String> of(CurveReport report) {
    List<Integer> exact = angles(report, report::isExact);
    List<Integer> own = angles(report, i -> report.isElement(i) && !report.isExact(i));
    List<Integer> between = angles(report, i -> !report.isElement(i) && !report.isExact(i));
    List<String> lines = new ArrayList<>();
    lines.add(exact.isEmpty() ? "exact at none of these angles" : exact(report, exact));
    if (!own.isEmpty()) {
      lines.add("at " + report.group() + "'s other angles " + errors(report, own));
    }
    if (!between.isEmpty()) {
      lines.add("outside " + report.group() + " " + errors(report, between));
    }
    return lines;
  }

  private static List<Integer> angles(CurveReport report, IntPredicate wanted) {
    return IntStream.range(0, report.angles().size()).filter(wanted).boxed().toList();
  }

  private static String exact(CurveReport report, List<Integer> exact) {
    if (exact.size() == report.angles().size()) {
      return "exact (no error above 1e-12) at all of these angles";
    }
    for (int step : new int[] {90, 180, 360}) {
      List<Integer> multiples = angles(report, i -> report.angles().get(i) % step == 0);
      boolean turned = exact.stream().anyMatch(i -> report.angles().get(i) / step % 2 != 0);
      if (turned && multiples.size() > 1 && multiples.equals(exact)) {
        return "exact (no error above 1e-12) at multiples of " + step + " degrees";
      }
    }
    return "exact (no error above 1e-12) at " + list(report, exact);
  }

  private static String errors(CurveReport report, List<Integer> some) {
    List<Double> mean = report.net().mean();
    int worst = some.stream().max(Comparator.comparing(mean::get)).orElseThrow();
    String at = some.size() == 1 ? "" : ", at most";
    double average = some.stream().mapToDouble(mean::get).average().orElseThrow();
    return String.format(
        Locale.ROOT,
        "(%s): error %s%s",
        list(report, some),
        text(average),
        some.size() == 1
            ? ""
            : at
                + " "
                + text(mean.get(worst))
                + ", at "
                + Angles.format(report.angles().get(worst)));
  }

  private static String list(CurveReport report, List<Integer> some) {
    String named =
        some.stream()
            .limit(NAMED)
            .map(i -> Angles.format(report.angles().get(i)))
            .collect(Collectors.joining(", "));
    return named + (some.size() > NAMED ? ", ..." : "") + " degrees";
  }

  /** An error in percent, small ones by their power of ten. */
  static String text(double error) {
    if (Double.isNaN(error)) {
      return "-";
    }
    return error < 1e-4
        ? String.format(Locale.ROOT, "%.1e", error)
        : String.format(Locale.ROOT, "%.2f %%", 100 * error);
  }
}
