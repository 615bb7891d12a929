package dev.pinwheel.group;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Finds all subgroups: every one is reached from {e} by adding one generator at a time. */
final class SubgroupSearch {

  private SubgroupSearch() {}

  static List<Subgroup> all(FiniteGroup parent) {
    Set<Subgroup> found = new LinkedHashSet<>(List.of(Subgroup.trivial(parent)));
    List<Subgroup> queue = new ArrayList<>(found);
    int[] generators = cyclicGenerators(parent);
    for (int next = 0; next < queue.size(); next++) {
      Subgroup subgroup = queue.get(next);
      for (int g : generators) {
        if (!subgroup.contains(g)) {
          Subgroup larger = join(parent, subgroup, g);
          if (found.add(larger)) {
            queue.add(larger);
          }
        }
      }
    }
    return found.stream()
        .sorted(
            Comparator.comparingInt(Subgroup::order)
                .thenComparing(Subgroup::elements, Arrays::compare))
        .map(s -> s.order() == parent.order() ? Subgroup.whole(parent) : s)
        .toList();
  }

  private static Subgroup join(FiniteGroup parent, Subgroup subgroup, int g) {
    int[] elements = Arrays.copyOf(subgroup.elements(), subgroup.order() + 1);
    elements[subgroup.order()] = g;
    return Subgroup.generatedBy(parent, elements);
  }

  /** One generator of each cyclic subgroup. */
  private static int[] cyclicGenerators(FiniteGroup parent) {
    Set<Subgroup> seen = new LinkedHashSet<>();
    return IntStream.range(1, parent.order())
        .filter(g -> seen.add(Subgroup.generatedBy(parent, g)))
        .toArray();
  }
}
