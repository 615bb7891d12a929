package dev.pinwheel.group.fourier;

import dev.pinwheel.group.FiniteGroup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A Fourier transform by additions and subtractions alone, for the groups that need nothing else:
 * C1, C2, C4, D1, D2 and D4, which are those that preserve a grid of the plane.
 *
 * <p>A function u on H is written in the order of {@link #elements}, its <em>slots</em>. {@link
 * #butterflies}, in place and one after the other, make û of it; in reverse order they are the
 * transposed transform. The slots of û are the entries of matrices, one a {@link Block}.
 *
 * <p>The correlation over the group, {@code y(h) = Σ_s k(h⁻¹s) u(s)}, becomes for each block
 *
 * <pre>  Y[a][b′] = Σ_b U[a][b] M[b][b′],   M[b][b′] = Σ_g weight(b, b′, g) k(g),</pre>
 *
 * and the transposed transform of all Y is y. Slot 0 belongs to the trivial representation: in û it
 * is the sum of u, and a number that is added to slot 0 of Y is added to all of y.
 */
public final class FourierTransform {
  private final int[] elements;
  private final List<Butterfly> butterflies;
  private final List<Block> blocks;

  private FourierTransform(int[] elements, List<Butterfly> butterflies, List<Block> blocks) {
    this.elements = elements;
    this.butterflies = List.copyOf(butterflies);
    this.blocks = List.copyOf(blocks);
  }

  /**
   * A step of the transform: (first, second) becomes (first + second, first − second).
   *
   * @param first a slot
   * @param second another
   */
  public record Butterfly(int first, int second) {}

  /**
   * The transform of a group.
   *
   * @param group any group
   * @return empty if it is isomorphic to none of those above
   */
  public static Optional<FourierTransform> of(FiniteGroup group) {
    return Presentation.of(group).map(FourierTransform::of);
  }

  private static FourierTransform of(Presentation presentation) {
    int n = presentation.rotations();
    int[] elements = presentation.elements();
    boolean mirrors = elements.length > n;
    List<Butterfly> steps = new ArrayList<>();
    if (mirrors) {
      for (int i = 0; i < n; i++) {
        steps.add(new Butterfly(i, n + i));
      }
    }
    // Sums over mirror pairs as r turns them, and differences against it.
    int[] sums = cycle(0, n, 1);
    int[] differences = mirrors ? cycle(n, n, n - 1) : new int[0];
    addSteps(sums, steps);
    addSteps(differences, steps);
    double[][] matrix = matrix(elements.length, steps);
    List<Block> blocks = new ArrayList<>();
    for (int[] slots : List.of(sums, differences)) {
      Arrays.stream(slots)
          .limit(2)
          .forEach(slot -> blocks.add(Block.ofRealType(new int[][] {{slot}}, matrix)));
    }
    if (n == 4) {
      blocks.add(
          mirrors
              ? Block.ofRealType(
                  new int[][] {{sums[2], differences[3]}, {sums[3], differences[2]}}, matrix)
              : Block.ofComplexType(sums[2], sums[3], matrix));
    }
    return new FourierTransform(elements, steps, blocks);
  }

  private static int[] cycle(int from, int n, int step) {
    return IntStream.range(0, n).map(i -> from + i * step % n).toArray();
  }

  /** The transform over the rotations: the first two slots become real, two others complex. */
  private static void addSteps(int[] slots, List<Butterfly> steps) {
    if (slots.length == 4) {
      steps.add(new Butterfly(slots[0], slots[2]));
      steps.add(new Butterfly(slots[1], slots[3]));
    }
    if (slots.length > 1) {
      steps.add(new Butterfly(slots[0], slots[1]));
    }
  }

  /** The transform as a matrix: a row per slot of û, a column per slot of u. */
  private static double[][] matrix(int n, List<Butterfly> steps) {
    double[][] matrix = new double[n][n];
    for (int s = 0; s < n; s++) {
      double[] unit = new double[n];
      unit[s] = 1;
      steps.forEach(b -> apply(b, unit));
      for (int row = 0; row < n; row++) {
        matrix[row][s] = unit[row];
      }
    }
    return matrix;
  }

  /**
   * Transforms one function.
   *
   * @param u a number per slot. Modified: it becomes û.
   */
  public void apply(double[] u) {
    butterflies.forEach(b -> apply(b, u));
  }

  /**
   * Applies the transposed transform.
   *
   * @param u a number per slot. Modified.
   */
  public void applyTransposed(double[] u) {
    for (int i = butterflies.size() - 1; i >= 0; i--) {
      apply(butterflies.get(i), u);
    }
  }

  private static void apply(Butterfly b, double[] u) {
    double sum = u[b.first] + u[b.second];
    u[b.second] = u[b.first] - u[b.second];
    u[b.first] = sum;
  }

  /**
   * The order in which a function's values are written.
   *
   * @return for each slot an element, each element once
   */
  public int[] elements() {
    return elements.clone();
  }

  /**
   * The transform's steps.
   *
   * @return in their order
   */
  public List<Butterfly> butterflies() {
    return butterflies;
  }

  /**
   * The matrices that û consists of; each slot is in one of them.
   *
   * @return the trivial representation's first, which is slot 0
   */
  public List<Block> blocks() {
    return blocks;
  }

  /**
   * How many products a correlation over the group takes in this form.
   *
   * @return rows · columns² of all blocks; without a transform it is the order of the group squared
   */
  public int products() {
    return blocks.stream().mapToInt(b -> b.rows() * b.columns() * b.columns()).sum();
  }
}
