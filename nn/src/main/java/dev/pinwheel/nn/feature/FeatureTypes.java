package dev.pinwheel.nn.feature;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.Representation;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sums of feature types, and their string form. */
final class FeatureTypes {
  private static final Pattern FORM = Pattern.compile("\\s*([^:]+?)\\s*:(.*)");
  private static final Pattern TERM = Pattern.compile("\\s*([0-9]{1,6})\\s+(\\S.*?)\\s*");
  private static final Pattern PLUS = Pattern.compile("\\+");

  private FeatureTypes() {}

  static FeatureType sum(List<FeatureType> types) {
    List<FeatureType> parts = new ArrayList<>();
    for (FeatureType type : types) {
      for (FeatureType part : type.parts()) {
        if (!parts.isEmpty() && !parts.get(0).group().equals(part.group())) {
          throw new IllegalArgumentException(
              "'" + parts.get(0) + "' and '" + part + "' are of two groups: give types of one");
        }
        add(parts, part);
      }
    }
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a feature type needs at least one kind of field");
    }
    return parts.size() == 1 ? parts.get(0) : FeatureType.ofParts(parts);
  }

  /** Trivial neighbours lie in memory as if they were one part. */
  private static void add(List<FeatureType> parts, FeatureType part) {
    int last = parts.size() - 1;
    if (last >= 0 && parts.get(last).isTrivial() && part.isTrivial()) {
      parts.set(last, part.withFields(Math.addExact(parts.get(last).fields(), part.fields())));
    } else {
      parts.add(part);
    }
  }

  static FeatureType parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw wrong(text, "begin with a group and a colon");
    }
    PointGroup group = PointGroup.parse(form.group(1));
    List<FeatureType> parts = new ArrayList<>();
    for (String term : PLUS.split(form.group(2), -1)) {
      Matcher matcher = TERM.matcher(term);
      if (!matcher.matches()) {
        throw wrong(text, "'" + term.strip() + "' is no number and kind of fields");
      }
      Representation kind = Representation.parse(group, matcher.group(2));
      parts.add(FeatureType.of(group, kind, Integer.parseInt(matcher.group(1))));
    }
    return sum(parts);
  }

  private static IllegalArgumentException wrong(String text, String why) {
    return new IllegalArgumentException(
        "'"
            + text
            + "' is no feature type: "
            + why
            + ", as in 'C16: 5 regular + 2 quotient(C8) + 4 trivial + 1 irrep(1)'");
  }
}
