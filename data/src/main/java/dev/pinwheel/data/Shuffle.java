package dev.pinwheel.data;

import java.util.Random;

/** Permutations drawn in a documented way, so that another program can draw the same. */
public final class Shuffle {
  private Shuffle() {}

  /**
   * Draws a permutation of 0, …, n − 1 (Fisher and Yates): starting from the identity, for i = n −
   * 1 down to 1 element i changes places with element {@code random.nextInt(i + 1)}.
   *
   * @param n how many, at least 0
   * @param random the generator; modified
   * @return the permutation
   * @throws DataException if n is negative
   */
  public static int[] permutation(int n, Random random) {
    if (n < 0) {
      throw new DataException("permutation of " + n + " elements: use at least 0");
    }
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    for (int i = n - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
    return order;
  }

  /**
   * Draws a permutation as {@link #permutation(int, Random)} does with {@code new Random(seed)}.
   *
   * @param n how many, at least 0
   * @param seed the seed
   * @return the permutation
   * @throws DataException if n is negative
   */
  public static int[] permutation(int n, long seed) {
    return permutation(n, new Random(seed));
  }
}
