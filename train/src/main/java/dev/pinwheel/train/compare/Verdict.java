package dev.pinwheel.train.compare;

import dev.pinwheel.train.compare.Comparison.Line;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A comparison's result in plain words. The best plain and the best equivariant net on all images
 * are set beside each other. A difference is called clear if it is more than twice its standard
 * error, √(s²/n + s′²/n).
 */
final class Verdict {
  private Verdict() {}

  static List<String> of(Plan plan, List<Line> lines) {
    Line plain = best(plan, lines, true);
    Line symmetric = best(plan, lines, false);
    List<String> sentences = new ArrayList<>();
    sentences.add(
        String.format(
            Locale.ROOT,
            "With all images %s errs on %s and %s, the better plain net, on %s.",
            symmetric.contender(),
            error(symmetric),
            plain.contender(),
            error(plain)));
    double difference = plain.meanError() - symmetric.meanError();
    double bar =
        2
            * Math.sqrt(
                (Math.pow(plain.deviation(), 2) + Math.pow(symmetric.deviation(), 2))
                    / plan.seeds());
    if (plan.seeds() < 2) {
      sentences.add("That is one seed, which can't tell a difference from chance: take three.");
    } else if (Math.abs(difference) <= bar) {
      sentences.add(
          "The difference is within what seeds alone make: symmetry shows no clear gain.");
    } else if (difference > 0) {
      sentences.add(
          String.format(
              Locale.ROOT,
              "Symmetry helps: the error is %.0f %% lower, more than seeds alone make.",
              100 * difference / plain.meanError()));
    } else {
      sentences.add("Symmetry hurts here: perhaps the images do have an up.");
    }
    sentences.add(reach(plan, lines, plain));
    return sentences;
  }

  /**
   * The smallest fraction at which an equivariant net is as good as the plain one on all images.
   */
  private static String reach(Plan plan, List<Line> lines, Line plain) {
    Optional<Line> first =
        lines.stream()
            .filter(l -> !isPlain(plan, l) && l.meanError() <= plain.meanError())
            .min(Comparator.comparingDouble(Line::fraction).thenComparing(Line::meanError));
    return first
        .map(
            l ->
                String.format(
                    Locale.ROOT,
                    "%s is as good with %s of the images (%,d of %,d) as the plain net with all.",
                    l.contender(),
                    Comparison.percent(l.fraction()),
                    l.images(),
                    plain.images()))
        .orElse(
            "No equivariant net is as good with any fraction as the plain net with all images.");
  }

  private static Line best(Plan plan, List<Line> lines, boolean plain) {
    return lines.stream()
        .filter(l -> l.fraction() == 1 && isPlain(plan, l) == plain)
        .min(Comparator.comparingDouble(Line::meanError))
        .orElseThrow();
  }

  private static boolean isPlain(Plan plan, Line line) {
    return plan.entries().stream()
        .map(Plan.Entry::contender)
        .filter(c -> c.name().equals(line.contender()))
        .allMatch(Contender::hasPlainNet);
  }

  /** A mean and its deviation, in percent. */
  static String error(Line line) {
    return Double.isNaN(line.deviation())
        ? String.format(Locale.ROOT, "%.2f %%", 100 * line.meanError())
        : String.format(
            Locale.ROOT, "%.2f ± %.2f %%", 100 * line.meanError(), 100 * line.deviation());
  }
}
