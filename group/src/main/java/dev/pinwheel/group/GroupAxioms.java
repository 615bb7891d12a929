package dev.pinwheel.group;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The outcome of checking the four axioms of a group on a multiplication table.
 *
 * <p>Each axiom either holds for all elements or comes with a counter-example. (The talk,
 * "Mathematical Preliminary: Group".)
 */
public final class GroupAxioms {

  private final List<Result> results;

  private GroupAxioms(List<Result> results) {
    this.results = List.copyOf(results);
  }

  /** The four axioms, in the order of the talk. */
  public enum Axiom {
    /** For all g and h the product g·h is an element. */
    CLOSURE,
    /** For all g, h and i: (g·h)·i = g·(h·i). */
    ASSOCIATIVITY,
    /** There is an e with e·g = g·e = g for all g. */
    IDENTITY,
    /** For every g there is an h with g·h = h·g = e. */
    INVERSE
  }

  /**
   * What was found for one axiom.
   *
   * @param axiom the axiom
   * @param counterexample the elements that break it; empty if it holds, or if no single element is
   *     to blame (there is no identity)
   * @param explanation the counter-example in words; empty exactly if the axiom holds
   */
  public record Result(Axiom axiom, List<Integer> counterexample, String explanation) {

    /**
     * Copies the list.
     *
     * @param axiom the axiom
     * @param counterexample the elements that break it
     * @param explanation the counter-example in words
     */
    public Result {
      counterexample = List.copyOf(counterexample);
    }

    /**
     * Whether the axiom holds.
     *
     * @return whether no counter-example was found
     */
    public boolean holds() {
      return explanation.isEmpty();
    }
  }

  /**
   * Checks a group over all its elements.
   *
   * @param group the group
   * @return the outcome
   */
  public static GroupAxioms check(FiniteGroup group) {
    return check(group.cayleyTable());
  }

  /**
   * Checks a multiplication table over all its elements.
   *
   * @param table the product of g and h at {@code table[g][h]}; entries outside of 0 … n − 1 are
   *     products that left the set
   * @return the outcome
   * @throws IllegalArgumentException if the table is empty or not square
   */
  public static GroupAxioms check(int[][] table) {
    if (table.length == 0) {
      throw new IllegalArgumentException("The table has no rows; a group has at least e.");
    }
    for (int g = 0; g < table.length; g++) {
      if (table[g].length != table.length) {
        throw new IllegalArgumentException(
            "Row "
                + g
                + " of the table has "
                + table[g].length
                + " entries; give "
                + table.length
                + ", one for each row.");
      }
    }
    AxiomSearch search = new AxiomSearch(table);
    List<Result> results = new ArrayList<>();
    results.add(search.closure());
    results.add(search.associativity());
    results.add(search.identity());
    results.add(search.inverse());
    return new GroupAxioms(results);
  }

  /**
   * What was found for each axiom.
   *
   * @return four results, in the order of {@link Axiom}
   */
  public List<Result> results() {
    return results;
  }

  /**
   * What was found for one axiom.
   *
   * @param axiom the axiom
   * @return its result
   */
  public Result result(Axiom axiom) {
    return results.stream().filter(r -> r.axiom() == axiom).findFirst().orElseThrow();
  }

  /**
   * Whether the table is that of a group.
   *
   * @return whether all four axioms hold
   */
  public boolean hold() {
    return results.stream().allMatch(Result::holds);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GroupAxioms that && results.equals(that.results);
  }

  @Override
  public int hashCode() {
    return results.hashCode();
  }

  /** One line for each axiom. */
  @Override
  public String toString() {
    return results.stream()
        .map(r -> r.axiom() + ": " + (r.holds() ? "holds" : r.explanation()))
        .collect(Collectors.joining("\n"));
  }
}
