package dev.pinwheel.data;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what a misspelt word was meant to be. */
public final class Suggestions {
  private Suggestions() {}

  /**
   * Counts the edits between two texts (Levenshtein): insertions, deletions and replacements of one
   * {@code char}.
   *
   * @param from the one text
   * @param to the other
   * @return the least number of edits
   */
  public static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }

  /**
   * Finds the known word nearest to another, whatever the case of the letters.
   *
   * @param word what was typed
   * @param known the words there are
   * @return the first of the nearest, or nothing where even that needs more than max(2, ⌊n/2⌋)
   *     edits for a word of n letters
   */
  public static Optional<String> nearest(String word, Collection<String> known) {
    String typed = word.toLowerCase(Locale.ROOT);
    String best = null;
    int least = Math.max(2, word.length() / 2) + 1;
    for (String candidate : known) {
      int edits = distance(typed, candidate.toLowerCase(Locale.ROOT));
      if (edits < least) {
        least = edits;
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  /**
   * Words the message for an unknown name.
   *
   * @param kind what was to be named, such as "data set"
   * @param word what was typed
   * @param known the names there are
   * @return for example {@code unknown data set "mnits": did you mean "mnist"? Known: mnist, …}
   */
  public static String unknown(String kind, String word, Collection<String> known) {
    String meant = nearest(word, known).map(near -> ": did you mean \"" + near + "\"?").orElse(";");
    return "unknown " + kind + " \"" + word + "\"" + meant + " Known: " + String.join(", ", known);
  }
}
