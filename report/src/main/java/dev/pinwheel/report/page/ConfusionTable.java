package dev.pinwheel.report.page;

import java.util.List;
import java.util.Locale;

/**
 * How often each class was taken for each other.
 *
 * @param labels the classes
 * @param counts by true class, then by predicted class
 */
public record ConfusionTable(List<String> labels, List<List<Integer>> counts) implements Block {
  /**
   * Copies the lists.
   *
   * @param labels the classes
   * @param counts by true class, then by predicted class
   */
  public ConfusionTable {
    labels = List.copyOf(labels);
    counts = counts.stream().map(List::copyOf).toList();
  }

  /**
   * How many images a class has.
   *
   * @param truth the class
   * @return the sum of its row
   */
  public int total(int truth) {
    return counts.get(truth).stream().mapToInt(n -> n).sum();
  }

  /**
   * How strongly a cell is coloured: by the root of its share, so that rare mistakes are seen.
   *
   * @param truth the true class
   * @param predicted the predicted class
   * @return a percentage, as style sheets have it
   */
  public String strength(int truth, int predicted) {
    int total = Math.max(1, total(truth));
    double share = (double) counts.get(truth).get(predicted) / total;
    return String.format(Locale.ROOT, "%.1f%%", 100 * Math.sqrt(share));
  }

  /**
   * The style of a cell.
   *
   * @param truth the true class
   * @param predicted the predicted class
   * @return names of classes of the page's style sheet
   */
  public String style(int truth, int predicted) {
    if (counts.get(truth).get(predicted) == 0) {
      return "none";
    }
    return truth == predicted ? "right" : "wrong";
  }

  /**
   * A cell in words.
   *
   * @param truth the true class
   * @param predicted the predicted class
   * @return such as {@code 3 taken for 5: 12 of 4,900 (0.24 %)}
   */
  public String words(int truth, int predicted) {
    return String.format(
        Locale.ROOT,
        "%s taken for %s: %,d of %,d (%.2f %%)",
        labels.get(truth),
        labels.get(predicted),
        counts.get(truth).get(predicted),
        total(truth),
        100.0 * counts.get(truth).get(predicted) / Math.max(1, total(truth)));
  }

  /**
   * How many of a class's images were predicted rightly.
   *
   * @param truth the class
   * @return a percentage, or a dash for a class without images
   */
  public String recall(int truth) {
    return total(truth) == 0
        ? "–"
        : String.format(
            Locale.ROOT, "%.1f %%", 100.0 * counts.get(truth).get(truth) / total(truth));
  }
}
