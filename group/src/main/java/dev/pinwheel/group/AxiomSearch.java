package dev.pinwheel.group;

import dev.pinwheel.group.GroupAxioms.Axiom;
import dev.pinwheel.group.GroupAxioms.Result;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** Looks for counter-examples to the axioms of a group in a square table. */
final class AxiomSearch {

  private final int[][] table;
  private final int order;

  AxiomSearch(int[][] table) {
    this.table = table;
    this.order = table.length;
  }

  Result closure() {
    for (int g = 0; g < order; g++) {
      for (int h = 0; h < order; h++) {
        if (!isElement(table[g][h])) {
          return broken(
              Axiom.CLOSURE,
              List.of(g, h),
              g + "·" + h + " = " + table[g][h] + ", which is not in 0.." + (order - 1));
        }
      }
    }
    return kept(Axiom.CLOSURE);
  }

  /**
   * Light's test: the h with (g·h)·i = g·(h·i) for all g and i are closed under the product, so it
   * is enough to try generators for h. That takes n² steps for each generator instead of n³.
   */
  Result associativity() {
    boolean closed = closure().holds();
    int[] middles = closed ? generators() : IntStream.range(0, order).toArray();
    for (int h : middles) {
      for (int g = 0; g < order; g++) {
        for (int i = 0; i < order; i++) {
          int gh = table[g][h];
          int hi = table[h][i];
          // Where a product has left the set, closure is to blame and not associativity.
          if (isElement(gh) && isElement(hi) && table[gh][i] != table[g][hi]) {
            String left = "(" + g + "·" + h + ")·" + i + " = " + table[gh][i];
            String right = g + "·(" + h + "·" + i + ") = " + table[g][hi];
            return broken(Axiom.ASSOCIATIVITY, List.of(g, h, i), left + " but " + right);
          }
        }
      }
    }
    return kept(Axiom.ASSOCIATIVITY);
  }

  Result identity() {
    return findIdentity() >= 0
        ? kept(Axiom.IDENTITY)
        : broken(Axiom.IDENTITY, List.of(), "no element e has e·g = g·e = g for all g");
  }

  Result inverse() {
    int e = findIdentity();
    if (e < 0) {
      return broken(Axiom.INVERSE, List.of(), "there is no identity, so there are no inverses");
    }
    for (int g = 0; g < order; g++) {
      boolean found = false;
      for (int h = 0; h < order && !found; h++) {
        found = table[g][h] == e && table[h][g] == e;
      }
      if (!found) {
        return broken(
            Axiom.INVERSE, List.of(g), "no element h has " + g + "·h = h·" + g + " = " + e);
      }
    }
    return kept(Axiom.INVERSE);
  }

  /** The identity, or -1 if there is none. */
  int findIdentity() {
    for (int e = 0; e < order; e++) {
      boolean neutral = true;
      for (int g = 0; g < order && neutral; g++) {
        neutral = table[e][g] == g && table[g][e] == g;
      }
      if (neutral) {
        return e;
      }
    }
    return -1;
  }

  /** Elements whose products, taken from the left, reach all elements. */
  int[] generators() {
    BitSet reached = new BitSet(order);
    int[] chosen = new int[order];
    int count = 0;
    for (int g = 0; g < order; g++) {
      if (reached.get(g)) {
        continue;
      }
      // The identity generates nothing new, and is associative with everything.
      if (g == 0 && order > 1 && findIdentity() == 0) {
        reached.set(0);
        continue;
      }
      chosen[count++] = g;
      reached.set(g);
      grow(reached, IntStream.of(chosen).limit(count).toArray());
    }
    return IntStream.of(chosen).limit(Math.max(count, 1)).toArray();
  }

  private void grow(BitSet reached, int[] generators) {
    int before;
    do {
      before = reached.cardinality();
      for (int h = reached.nextSetBit(0); h >= 0; h = reached.nextSetBit(h + 1)) {
        for (int g : generators) {
          reached.set(table[h][g]);
        }
      }
    } while (reached.cardinality() > before);
  }

  private boolean isElement(int g) {
    return g >= 0 && g < order;
  }

  private static Result kept(Axiom axiom) {
    return new Result(axiom, List.of(), "");
  }

  private static Result broken(Axiom axiom, List<Integer> elements, String explanation) {
    return new Result(axiom, elements, explanation);
  }
}
