package dev.pinwheel.group.fourier;

import dev.pinwheel.group.FiniteGroup;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The elements of a cyclic or dihedral group as powers of a rotation, {@code e, r, r², …}, and
 * perhaps as many behind a reflection, {@code s, rs, r²s, …}.
 */
final class Presentation {
  private final int rotations;
  private final int[] elements;

  private Presentation(int rotations, int[] elements) {
    this.rotations = rotations;
    this.elements = elements;
  }

  /** How many powers r has: 1, 2 or 4. */
  int rotations() {
    return rotations;
  }

  /** All elements in that order. */
  int[] elements() {
    return elements.clone();
  }

  /** That of a group with one, rotations of the greatest number. */
  static Optional<Presentation> of(FiniteGroup group) {
    return IntStream.of(4, 2, 1)
        .boxed()
        .flatMap(
            n -> IntStream.range(0, group.order()).filter(r -> group.elementOrder(r) == n).boxed())
        .flatMap(r -> of(group, r).stream())
        .findFirst();
  }

  private static Optional<Presentation> of(FiniteGroup group, int r) {
    int[] powers = new int[group.elementOrder(r)];
    powers[0] = group.identity();
    for (int i = 1; i < powers.length; i++) {
      powers[i] = group.product(powers[i - 1], r);
    }
    if (group.order() == powers.length) {
      return Optional.of(new Presentation(powers.length, powers));
    }
    if (group.order() != 2 * powers.length) {
      return Optional.empty();
    }
    return IntStream.range(0, group.order())
        .filter(s -> IntStream.of(powers).noneMatch(p -> p == s))
        .filter(s -> group.elementOrder(s) == 2)
        .filter(s -> group.product(s, group.product(r, s)) == group.inverse(r))
        .mapToObj(s -> new Presentation(powers.length, mirrored(group, powers, s)))
        .findFirst();
  }

  private static int[] mirrored(FiniteGroup group, int[] powers, int s) {
    return IntStream.concat(
            IntStream.of(powers), IntStream.of(powers).map(p -> group.product(p, s)))
        .toArray();
  }
}
