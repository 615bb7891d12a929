package dev.pinwheel.nn.module;

import java.util.Arrays;

/**
 * Which part of a batch a pass computes, where several threads compute a batch side by side.
 *
 * <p>Layers that treat images one by one need not know. Those that take statistics over the batch
 * take them over all parts, by {@link #sum}; so the batch's result is the same as of one pass, up
 * to rounding.
 */
public interface BatchPart {
  /** A batch that is computed as one. */
  BatchPart WHOLE =
      new BatchPart() {
        @Override
        public int index() {
          return 0;
        }

        @Override
        public double[] sum(double[] own) {
          return own;
        }
      };

  /**
   * The number of this part.
   *
   * @return from 0; the part 0 is the one that keeps running statistics
   */
  int index();

  /**
   * Adds up numbers of all parts. Every part has to call this as often and with as many numbers, in
   * forward and in backward passes; it waits for the others.
   *
   * @param own this part's numbers
   * @return the sums, the same for all parts
   */
  double[] sum(double[] own);

  /**
   * Adds up several arrays of numbers at once, as {@link #sum} does.
   *
   * @param own this part's numbers
   * @return the sums, in arrays of the same lengths
   */
  default double[][] sums(double[]... own) {
    double[] all = sum(Arrays.stream(own).flatMapToDouble(Arrays::stream).toArray());
    double[][] sums = new double[own.length][];
    int from = 0;
    for (int i = 0; i < own.length; i++) {
      sums[i] = Arrays.copyOfRange(all, from, from + own[i].length);
      from += own[i].length;
    }
    return sums;
  }
}
