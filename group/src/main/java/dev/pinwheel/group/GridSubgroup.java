package dev.pinwheel.group;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The part of a point group that permutes pixels. */
final class GridSubgroup {
  private GridSubgroup() {}

  static Subgroup of(PointGroup group) {
    if (group.preservesGrid()) {
      return Subgroup.whole(group);
    }
    Subgroup found =
        Subgroup.of(
            group,
            IntStream.range(0, group.order())
                .filter(g -> group.matrix(g).isSignedPermutation())
                .toArray());
    return named(group.dimension())
        .map(PointGroup::parse)
        .filter(known -> known.order() == found.order() && isInside(known, group))
        .map(known -> Subgroup.embed(group, known))
        .filter(found::equals)
        .findFirst()
        .orElse(found);
  }

  private static boolean isInside(PointGroup known, PointGroup group) {
    return IntStream.range(0, known.order())
        .allMatch(g -> group.indexOf(known.matrix(g)).isPresent());
  }

  /** The names of groups that preserve the grid. */
  private static Stream<String> named(int dimension) {
    return switch (dimension) {
      case 1 -> Stream.of("trivial(1)", "reflection");
      case 2 -> Stream.of("C1", "D1", "C2", "D2", "C4", "D4");
      case 3 -> Stream.of("trivial(3)", "O", "Oh");
      default -> Stream.of("trivial(" + dimension + ")");
    };
  }
}
