package dev.pinwheel.group;

import java.util.List;
import java.util.StringJoiner;

/** Writes sums of representations with multiplicities. */
final class DirectSumName {

  private DirectSumName() {}

  static String of(List<Representation> parts) {
    List<String> names =
        parts.stream().flatMap(p -> p.summands().stream()).map(Representation::name).toList();
    StringJoiner sum = new StringJoiner(" + ");
    for (int from = 0; from < names.size(); ) {
      int to = from;
      while (to < names.size() && names.get(to).equals(names.get(from))) {
        to++;
      }
      sum.add((to - from == 1 ? "" : (to - from) + " ") + names.get(from));
      from = to;
    }
    return sum.toString();
  }
}
