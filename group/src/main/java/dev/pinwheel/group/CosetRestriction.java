package dev.pinwheel.group;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The cosets H/S under a subgroup K of H alone: they fall apart into orbits of K, one for each
 * double coset KhS, and the orbit of hS is a copy of K/(K ∩ hSh<sup>-1</sup>).
 *
 * <p>If all those subgroups of K are conjugate in K, every orbit is a copy of one K/S', and a
 * function on H/S is as many functions on K/S' as there are orbits. Coset kS' of orbit j is the
 * coset ι(k)·b<sub>j</sub> of H/S, with a base b<sub>j</sub> that exactly S' fixes. With S = {e}
 * this is always so: functions on H are |H|/|K| functions on K. (Serre, sections 7.3 and 7.4.)
 */
public final class CosetRestriction {
  private final Cosets cosets;
  private final int[] bases;
  private final int[] sources;

  CosetRestriction(Embedding embedding, Cosets whole) {
    PointGroup group = embedding.group();
    if (!whole.subgroup().parent().equals(embedding.parent())) {
      throw new IllegalArgumentException(
          "The cosets "
              + whole
              + " cannot be restricted to "
              + embedding
              + "; give cosets in "
              + embedding.parent()
              + ".");
    }
    List<int[]> orbits = orbits(embedding, whole);
    List<Integer> fixed = stabiliser(embedding, whole, orbits.get(0)[0]);
    List<Integer> found = new ArrayList<>();
    for (int[] orbit : orbits) {
      IntStream.of(orbit)
          .filter(c -> stabiliser(embedding, whole, c).equals(fixed))
          .findFirst()
          .ifPresent(found::add);
    }
    if (found.size() < orbits.size()) {
      throw new IllegalArgumentException(refusal(embedding, whole, orbits));
    }
    this.bases = found.stream().mapToInt(Integer::intValue).toArray();
    this.cosets = Cosets.of(named(group, fixed.stream().mapToInt(Integer::intValue).toArray()));
    this.sources = new int[whole.count()];
    for (int c = 0; c < cosets.count(); c++) {
      int h = embedding.image(cosets.representative(c));
      for (int j = 0; j < bases.length; j++) {
        sources[c * bases.length + j] = whole.act(h, bases[j]);
      }
    }
  }

  private static Subgroup named(PointGroup group, int[] elements) {
    return elements.length == group.order() ? Subgroup.whole(group) : Subgroup.of(group, elements);
  }

  /** The orbits of K, each with its cosets in increasing order, by their smallest cosets. */
  private static List<int[]> orbits(Embedding embedding, Cosets whole) {
    boolean[] seen = new boolean[whole.count()];
    List<int[]> orbits = new ArrayList<>();
    for (int c = 0; c < seen.length; c++) {
      if (!seen[c]) {
        int start = c;
        int[] orbit =
            IntStream.range(0, embedding.group().order())
                .map(k -> whole.act(embedding.image(k), start))
                .distinct()
                .sorted()
                .toArray();
        Arrays.stream(orbit).forEach(o -> seen[o] = true);
        orbits.add(orbit);
      }
    }
    return orbits;
  }

  private static List<Integer> stabiliser(Embedding embedding, Cosets whole, int c) {
    return IntStream.range(0, embedding.group().order())
        .filter(k -> whole.act(embedding.image(k), c) == c)
        .boxed()
        .toList();
  }

  private static String refusal(Embedding embedding, Cosets whole, List<int[]> orbits) {
    Map<List<Integer>, Integer> kinds = new LinkedHashMap<>();
    for (int[] orbit : orbits) {
      kinds.merge(stabiliser(embedding, whole, orbit[0]), 1, Integer::sum);
    }
    return "Under "
        + embedding.group()
        + " the cosets "
        + whole
        + " fall apart into orbits that are not alike: "
        + kinds.entrySet().stream()
            .map(
                e ->
                    e.getValue()
                        + " fixed by "
                        + e.getKey().stream()
                            .map(embedding.group()::elementName)
                            .collect(Collectors.joining(", ", "{", "}")))
            .collect(Collectors.joining(" and "))
        + "; restrict functions on the whole group, or to another subgroup.";
  }

  /**
   * The cosets that one function lives on after the restriction.
   *
   * @return K/S'
   */
  public Cosets cosets() {
    return cosets;
  }

  /**
   * How many functions on K/S' a function on H/S becomes.
   *
   * @return the number of double cosets KhS; |H|/|K| for S = {e}
   */
  public int orbits() {
    return bases.length;
  }

  /**
   * The coset of H/S that an orbit starts from.
   *
   * @param orbit the orbit's number j
   * @return b<sub>j</sub>, which coset 0 of K/S' stands for
   * @throws IllegalArgumentException if there is no such orbit
   */
  public int base(int orbit) {
    if (orbit < 0 || orbit >= bases.length) {
      throw new IllegalArgumentException(
          "There is no orbit " + orbit + "; give one of 0.." + (bases.length - 1) + ".");
    }
    return bases[orbit];
  }

  /**
   * The re-labelling, coset by coset and within a coset orbit by orbit.
   *
   * @return at c·orbits + j the coset ι(k)·b<sub>j</sub> of H/S, where k represents coset c of
   *     K/S'; a permutation of all cosets of H/S. A copy
   */
  public int[] sources() {
    return sources.clone();
  }
}
