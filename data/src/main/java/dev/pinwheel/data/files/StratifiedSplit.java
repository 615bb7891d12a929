package dev.pinwheel.data.files;

import dev.pinwheel.data.CounterRandom;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Holds out a fraction of each class for the test, by content: files of the same content fall on
 * the same side, and names and order of files change nothing.
 *
 * <p>A content's key is the first number of {@code CounterRandom(seed, a, b)}, a and b being the
 * first and second eight bytes of its SHA-256. Of each class the contents with the least keys are
 * taken, one after the other, until at least the fraction of the class's files, rounded, is held
 * out; at least one content is held out and at least one is not.
 */
public final class StratifiedSplit {
  private StratifiedSplit() {}

  /**
   * Splits.
   *
   * @param hashes the files' SHA-256
   * @param labels their classes
   * @param fraction how much to hold out, between 0 and 1
   * @param seed the split's seed
   * @return for each file whether it is held out; a class of a single content is not
   */
  public static boolean[] heldOut(
      List<String> hashes, List<String> labels, double fraction, long seed) {
    Map<String, Map<String, Integer>> classes = new TreeMap<>();
    for (int i = 0; i < hashes.size(); i++) {
      classes
          .computeIfAbsent(labels.get(i), label -> new TreeMap<>())
          .merge(hashes.get(i), 1, Integer::sum);
    }
    Map<String, Boolean> out = new LinkedHashMap<>();
    classes.values().forEach(contents -> split(contents, fraction, seed, out));
    boolean[] heldOut = new boolean[hashes.size()];
    for (int i = 0; i < heldOut.length; i++) {
      heldOut[i] = out.get(hashes.get(i));
    }
    return heldOut;
  }

  private static void split(
      Map<String, Integer> contents, double fraction, long seed, Map<String, Boolean> out) {
    int files = contents.values().stream().mapToInt(i -> i).sum();
    long wanted = Math.max(1, Math.round(fraction * files));
    List<String> order =
        contents.keySet().stream()
            .sorted(Comparator.comparingLong((String hash) -> key(hash, seed)))
            .toList();
    long held = 0;
    for (int i = 0; i < order.size(); i++) {
      boolean isOut = held < wanted && i < order.size() - 1;
      held += isOut ? contents.get(order.get(i)) : 0;
      out.put(order.get(i), isOut);
    }
  }

  private static long key(String hash, long seed) {
    return new CounterRandom(
            seed,
            Long.parseUnsignedLong(hash.substring(0, 16), 16),
            Long.parseUnsignedLong(hash.substring(16, 32), 16))
        .nextLong();
  }
}
