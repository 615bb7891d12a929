package dev.pinwheel.train.compare;

import dev.pinwheel.train.compare.Comparison.Line;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A comparison's result in plain words. The plain and the equivariant net with the least errors on
 * all images are set beside each other.
 *
 * <p>A difference is called clear if it is beyond the interval that holds 95 % of what chance
 * makes: Student's t times √(s²/n + s′²/n + p(1 − p)/N + p′(1 − p′)/N), of n seeds with deviations
 * s and s′ and N test images with errors p and p′, with Welch and Satterthwaite's degrees of
 * freedom.
 */
final class Verdict {
  private static final double LEVEL = 0.975;

  private Verdict() {}

  static List<String> of(Plan plan, List<Line> lines, int testImages) {
    Line plain = best(plan, lines, true);
    Line symmetric = best(plan, lines, false);
    boolean chosen = lines.stream().filter(l -> l.fraction() == 1).count() > 2;
    List<String> sentences = new ArrayList<>();
    sentences.add(
        String.format(
            Locale.ROOT,
            "With all images %s errs on %s and %s, %s, on %s.",
            symmetric.contender(),
            error(symmetric),
            plain.contender(),
            isOneOfSeveral(plan, plain) ? "the better plain net" : "the plain net",
            error(plain)));
    if (plan.seeds() < 2) {
      sentences.add("That is one seed, which can't tell a difference from chance: take three.");
      return sentences;
    }
    double difference = plain.meanError() - symmetric.meanError();
    if (Math.abs(difference) <= bar(plain, symmetric, plan.seeds(), testImages)) {
      sentences.add(
          "The difference is within what seeds and so many test images make by chance: symmetry"
              + " shows no clear gain with all images.");
    } else if (difference > 0) {
      sentences.add(
          String.format(
              Locale.ROOT,
              "Symmetry helps: the error is %.0f %% lower, more than chance makes.",
              100 * difference / plain.meanError()));
    } else {
      sentences.add("Symmetry hurts here: perhaps the images do have an up.");
    }
    if (chosen) {
      sentences.add("Where several nets are alike, the best by these very errors is named.");
    }
    sentences.add(reach(plan, lines, plain));
    return sentences;
  }

  /** What a difference must exceed. */
  private static double bar(Line plain, Line symmetric, int seeds, int testImages) {
    double a = Math.pow(plain.deviation(), 2) / seeds;
    double b = Math.pow(symmetric.deviation(), 2) / seeds;
    double sampling = sampling(plain, testImages) + sampling(symmetric, testImages);
    double variance = a + b + sampling;
    if (variance == 0) {
      return 0;
    }
    double spread = (a * a + b * b) / (seeds - 1);
    double freedom = spread == 0 ? Double.POSITIVE_INFINITY : variance * variance / spread;
    double quantile = TDistribution.of(freedom).inverseCumulativeProbability(LEVEL);
    return quantile * Math.sqrt(variance);
  }

  private static double sampling(Line line, int testImages) {
    return line.meanError() * (1 - line.meanError()) / testImages;
  }

  private static boolean isOneOfSeveral(Plan plan, Line line) {
    return plan.entries().stream()
        .map(Plan.Entry::contender)
        .anyMatch(c -> c.hasPlainNet() && !c.name().equals(line.contender()));
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
                    "With %2$s of the images (%3$,d of %4$,d) %1$s errs no more than the plain net with"
                        + " all, in the mean over seeds.",
                    l.contender(),
                    Comparison.percent(l.fraction()),
                    l.images(),
                    plain.images()))
        .orElse(
            "No equivariant net errs as little with any fraction as the plain net with all images.");
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
