package dev.pinwheel.group;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of point groups. */
final class PointGroupNames {

  private static final Pattern CYCLIC = Pattern.compile("C([1-9][0-9]{0,3})");
  private static final Pattern DIHEDRAL = Pattern.compile("D([1-9][0-9]{0,3})");
  private static final Pattern TRIVIAL = Pattern.compile("trivial\\(([1-9][0-9]{0,2})\\)");
  private static final Pattern DIGITS = Pattern.compile("[1-9][0-9]{0,3}");

  private static final Map<String, Supplier<PointGroup>> FIXED = fixed();

  private static final String FORMS =
      "C<N>, D<N>, " + String.join(", ", FIXED.keySet()) + ", trivial(<d>)";

  private PointGroupNames() {}

  private static Map<String, Supplier<PointGroup>> fixed() {
    Map<String, Supplier<PointGroup>> names = new LinkedHashMap<>();
    names.put("p1", () -> PointGroup.cyclic(1));
    names.put("p2", () -> PointGroup.cyclic(2));
    names.put("p4", () -> PointGroup.cyclic(4));
    names.put("pm", () -> PointGroup.dihedral(1));
    names.put("p2m", () -> PointGroup.dihedral(2));
    names.put("p2mm", () -> PointGroup.dihedral(2));
    names.put("p4m", () -> PointGroup.dihedral(4));
    names.put("p4mm", () -> PointGroup.dihedral(4));
    names.put("O", PointGroup::cubeRotations);
    names.put("Oh", PointGroup::cubeSymmetries);
    names.put("reflection", PointGroup::reflection);
    return names;
  }

  static PointGroup parse(String text) {
    Supplier<PointGroup> fixed = FIXED.get(text);
    if (fixed != null) {
      return fixed.get();
    }
    Matcher cyclic = CYCLIC.matcher(text);
    if (cyclic.matches()) {
      return PointGroup.cyclic(Integer.parseInt(cyclic.group(1)));
    }
    Matcher dihedral = DIHEDRAL.matcher(text);
    if (dihedral.matches()) {
      return PointGroup.dihedral(Integer.parseInt(dihedral.group(1)));
    }
    Matcher trivial = TRIVIAL.matcher(text);
    if (trivial.matches()) {
      return PointGroup.trivial(Integer.parseInt(trivial.group(1)));
    }
    throw new IllegalArgumentException(
        "There is no group \""
            + text
            + "\"; did you mean \""
            + nearest(text)
            + "\"? Known forms: "
            + FORMS
            + ".");
  }

  private static String nearest(String text) {
    List<String> candidates = new ArrayList<>();
    Matcher digits = DIGITS.matcher(text);
    String n = digits.find() ? digits.group() : "4";
    candidates.add("C" + n);
    candidates.add("D" + n);
    candidates.addAll(FIXED.keySet());
    candidates.add("trivial(" + n.charAt(0) + ")");
    String lower = text.toLowerCase(Locale.ROOT);
    return candidates.stream()
        .min(Comparator.comparingInt(c -> distance(lower, c.toLowerCase(Locale.ROOT))))
        .orElseThrow();
  }

  /** The least number of letters to insert, delete or replace (Levenshtein). */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replace, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
