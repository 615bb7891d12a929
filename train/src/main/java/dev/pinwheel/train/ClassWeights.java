package dev.pinwheel.train;

import java.util.Arrays;
import java.util.Locale;

/**
 * How much the images of each class count in the loss of a training. The error that is reported
 * counts every image once, whatever this is.
 */
public enum ClassWeights {
  /** Every image counts once. */
  NONE,
  /** Every class counts the same: N/(K·n) for each of the n images of one of K classes. */
  BALANCED,
  /**
   * {@link #BALANCED} where the largest class has more than {@link #UNEVEN} times as many training
   * images as the smallest, else {@link #NONE}.
   */
  AUTO;

  /** From what ratio on classes are called uneven. */
  public static final int UNEVEN = 4;

  /**
   * Reads the written form.
   *
   * @param text {@code none}, {@code balanced} or {@code auto}
   * @return the choice
   * @throws IllegalArgumentException if it is none of them
   */
  public static ClassWeights parse(String text) {
    for (ClassWeights choice : values()) {
      if (choice.toString().equals(text)) {
        return choice;
      }
    }
    throw new IllegalArgumentException(
        "unknown class weights '" + text + "': use none, balanced or auto");
  }

  /**
   * Computes the weights.
   *
   * @param counts the training images of each class; not modified
   * @return a weight for each class, 0 for one without images; empty where every image counts once
   */
  public float[] of(int[] counts) {
    int[] there = Arrays.stream(counts).filter(n -> n > 0).toArray();
    int most = Arrays.stream(there).max().orElse(0);
    int fewest = Arrays.stream(there).min().orElse(0);
    if (this == NONE || (this == AUTO && most <= (long) UNEVEN * fewest)) {
      return new float[0];
    }
    double all = Arrays.stream(there).asLongStream().sum();
    float[] weights = new float[counts.length];
    for (int c = 0; c < weights.length; c++) {
      weights[c] = counts[c] == 0 ? 0 : (float) (all / there.length / counts[c]);
    }
    return weights;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
