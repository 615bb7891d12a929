package dev.pinwheel.group;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The string forms of representations. */
final class RepresentationNames {

  private static final Pattern PLUS = Pattern.compile("\\+");
  private static final Pattern TERM = Pattern.compile("\\s*(?:([0-9]{1,6})\\s+)?(\\S.*?)\\s*");
  private static final Pattern QUOTIENT = Pattern.compile("quotient\\((.+)\\)");
  private static final Pattern IRREP = Pattern.compile("irrep\\((.+)\\)");
  private static final Pattern ELEMENTS =
      Pattern.compile("\\{([0-9]{1,6}(?:\\s*,\\s*[0-9]{1,6})*)}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  private RepresentationNames() {}

  static Representation parse(FiniteGroup group, String text) {
    List<Representation> parts = new ArrayList<>();
    for (String term : PLUS.split(text, -1)) {
      Matcher matcher = TERM.matcher(term);
      if (!matcher.matches()) {
        throw unknown(term, text);
      }
      Representation part = atom(group, matcher.group(2), text);
      parts.addAll(Collections.nCopies(multiplicity(matcher.group(1), text), part));
    }
    // A lone term keeps what it knows of itself, such as its cosets.
    return parts.size() == 1 ? parts.get(0).withName(text) : Representation.sum(text, parts);
  }

  private static int multiplicity(String digits, String text) {
    int multiplicity = digits == null ? 1 : Integer.parseInt(digits);
    if (multiplicity == 0) {
      throw new IllegalArgumentException(
          "The multiplicity "
              + digits
              + " in \""
              + text
              + "\" is not positive; leave the term out.");
    }
    return multiplicity;
  }

  private static Representation atom(FiniteGroup group, String atom, String text) {
    if (atom.equals("trivial")) {
      return Representation.trivial(group);
    }
    if (atom.equals("regular")) {
      return Representation.regular(group);
    }
    Matcher quotient = QUOTIENT.matcher(atom);
    if (quotient.matches()) {
      return Representation.quotient(subgroup(group, quotient.group(1))).withName(atom);
    }
    Matcher irrep = IRREP.matcher(atom);
    if (irrep.matches()) {
      return Irreps.of(group).get(irrep.group(1)).withName(atom);
    }
    throw unknown(atom, text);
  }

  private static Subgroup subgroup(FiniteGroup group, String text) {
    Matcher elements = ELEMENTS.matcher(text);
    if (elements.matches()) {
      return Subgroup.of(
          group,
          NUMBER
              .matcher(elements.group(1))
              .results()
              .mapToInt(number -> Integer.parseInt(number.group()))
              .toArray());
    }
    if (group instanceof PointGroup points) {
      return Subgroup.embed(points, PointGroup.parse(text));
    }
    throw new IllegalArgumentException(
        "The subgroup \""
            + text
            + "\" of "
            + group
            + ", which has no matrices, cannot be found by name; give its elements, as in"
            + " \"quotient({0,2})\".");
  }

  private static IllegalArgumentException unknown(String term, String text) {
    return new IllegalArgumentException(
        "There is no representation \""
            + term
            + "\" in \""
            + text
            + "\"; known forms: trivial, regular, quotient(<subgroup>), quotient({0,2}), irrep(<j>),"
            + " irrep(<j>,<k>), and sums such as \"2 regular + trivial\".");
  }
}
