package dev.pinwheel.nn.fourier;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.fourier.FourierTransform;
import dev.pinwheel.group.kernel.TapPermutations;

/**
 * The orbits of pairs (orientation, tap) under the group, one for each tap t: the pairs {@code (s,
 * st)}. So in
 *
 * <pre>  (k ⋆ f)(x, h) = Σ_y Σ_c k(h⁻¹y, h⁻¹c) f(x + y, c) = Σ_t Σ_s k_t(h⁻¹s) u_t(s)</pre>
 *
 * each tap has a correlation over the group of {@code u_t(s) = f(x + st, s)} with {@code k_t(g) =
 * k(gt, g)}.
 */
final class TapOrbits {
  private final FourierTransform transform;
  private final int taps;
  private final int[] elements;
  private final int[] turned;
  private final int[] numbers;
  private final int[] transposedNumbers;

  TapOrbits(TapPermutations permutations, FourierTransform transform) {
    this.transform = transform;
    PointGroup group = permutations.group();
    taps = permutations.functions();
    elements = transform.elements();
    turned = new int[taps * elements.length];
    numbers = new int[turned.length];
    transposedNumbers = new int[turned.length];
    for (int slot = 0; slot < elements.length; slot++) {
      int g = elements[slot];
      int[] sources = permutations.sources(g);
      for (int y = 0; y < taps; y++) {
        turned[sources[y] * elements.length + slot] = y;
      }
      for (int t = 0; t < taps; t++) {
        int at = t * elements.length + slot;
        numbers[at] = g * taps + turned[at];
        // The derivative by f is the correlation with k′(y, g) = k(−g⁻¹y, g⁻¹), as −1 commutes.
        transposedNumbers[at] = group.inverse(g) * taps + taps - 1 - t;
      }
    }
  }

  /** What is applied to them. */
  FourierTransform transform() {
    return transform;
  }

  /** How many there are. */
  int taps() {
    return taps;
  }

  /** How many pairs each has: the order of the group. */
  int slots() {
    return elements.length;
  }

  /** The orientation s of a slot. */
  int element(int slot) {
    return elements[slot];
  }

  /** The tap st of a slot. */
  int tap(int orbit, int slot) {
    return turned[orbit * elements.length + slot];
  }

  /** For each orbit and slot the number of k_t(g) in a free filter [orientation][tap]. */
  int[] numbers() {
    return numbers.clone();
  }

  /** The same for the kernel that makes the derivative by f. */
  int[] transposedNumbers() {
    return transposedNumbers.clone();
  }
}
