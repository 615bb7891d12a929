package dev.pinwheel.nn.engine;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * The sums {@code Σ p pᵀ} over {@link Patches}, in float64.
 *
 * <p>Two taps' product depends on the pixel that the one is at and on how far the other is from it.
 * So for each of the {@code ((2k−1)^d + 1)/2} displacements, not for each of the {@code k^2d} pairs
 * of taps, pixels are multiplied and added over images; a pair's sum is then one over some pixels.
 * A displacement is known by how far apart the pixels are in memory.
 */
final class PatchProducts {
  /** Pixels together; what is computed of them stays in a core's cache. */
  private static final int PIXELS = 1024;

  private final Tensor maps;
  private final int channels;
  private final int pixels;
  private final int[] taps;
  private final int[] positions;
  private final int[] distances;

  /** Row by row; the last has the sums of the taps and the number of positions. */
  private final double[][] sums;

  /**
   * Computes them.
   *
   * @param maps shape [images, channels, pixels], contiguous
   * @param taps of one channel, by how far each is in memory from the first; ascending
   * @param positions the first tap's pixel at each position of the filters; ascending
   */
  PatchProducts(Tensor maps, int[] taps, int[] positions) {
    this.maps = maps;
    this.channels = Math.toIntExact(maps.size(1));
    this.pixels = Math.toIntExact(maps.size(2));
    this.taps = taps;
    this.positions = positions;
    this.distances =
        Arrays.stream(taps)
            .flatMap(a -> Arrays.stream(taps).map(b -> b - a))
            .filter(distance -> distance >= 0)
            .sorted()
            .distinct()
            .toArray();
    int all = channels * taps.length;
    sums = new double[all + 1][all + 1];
    sums[all][all] = (double) maps.size(0) * positions.length;
    for (int from = 0; from < pixels; from += PIXELS) {
      new Part(from).addSums();
    }
    for (int row = 0; row <= all; row++) {
      for (int column = 0; column < row; column++) {
        sums[row][column] = sums[column][row];
      }
    }
  }

  /**
   * How many products a pixel of an image takes.
   *
   * @param kernel taps along each axis
   * @param axes spatial axes
   * @param channels of the maps
   */
  static double perPixel(int kernel, int axes, int channels) {
    double displacements = (Math.pow(2.0 * kernel - 1, axes) + 1) / 2;
    return channels * channels * displacements;
  }

  double[][] sums() {
    return sums;
  }

  /** Some pixels, for which sums over images are found. */
  private final class Part {
    private final int from;
    private final int count;
    private final int width;
    private final double[] values;
    private final double[][] overImages;
    private final double[][] products;

    Part(int from) {
      this.from = from;
      count = Math.min(PIXELS, pixels - from);
      width = Math.min(pixels - from, count + distances[distances.length - 1]);
      try (PointerScope scope = new PointerScope()) {
        values = Tensors.toDoubles(maps.narrow(2, from, width));
      }
      overImages = new double[channels][count];
      products = new double[distances.length * channels * channels][count];
      multiply();
    }

    private void multiply() {
      double[][] here = new double[channels][count];
      double[] there = new double[count];
      int images = values.length / (channels * width);
      for (int image = 0; image < images; image++) {
        int first = image * channels * width;
        for (int c = 0; c < channels; c++) {
          System.arraycopy(values, first + c * width, here[c], 0, count);
          add(overImages[c], here[c]);
        }
        for (int d = 0; d < distances.length; d++) {
          int both = Math.min(count, width - distances[d]);
          for (int other = 0; both > 0 && other < channels; other++) {
            System.arraycopy(values, first + other * width + distances[d], there, 0, both);
            for (int c = 0; c < channels; c++) {
              addProducts(product(d, c, other), here[c], there, both);
            }
          }
        }
      }
    }

    private double[] product(int distance, int channel, int other) {
      return products[(distance * channels + channel) * channels + other];
    }

    /** Adds to the pairs of taps whose first is at these pixels. */
    void addSums() {
      for (int a = 0; a < taps.length; a++) {
        int begin = firstAtOrAfter(from - taps[a]);
        int end = firstAtOrAfter(from + count - taps[a]);
        for (int c = 0; c < channels; c++) {
          int line = c * taps.length + a;
          sums[line][channels * taps.length] += sum(overImages[c], taps[a], begin, end);
          for (int b = a; b < taps.length; b++) {
            int distance = Arrays.binarySearch(distances, taps[b] - taps[a]);
            // Of a tap with itself, two channels' product is there twice.
            for (int other = b == a ? c : 0; other < channels; other++) {
              int column = other * taps.length + b;
              sums[Math.min(column, line)][Math.max(column, line)] +=
                  sum(product(distance, c, other), taps[a], begin, end);
            }
          }
        }
      }
    }

    private double sum(double[] perPixel, int tap, int begin, int end) {
      int shift = tap - from;
      double sum = 0;
      for (int i = begin; i < end; i++) {
        sum += perPixel[positions[i] + shift];
      }
      return sum;
    }
  }

  private int firstAtOrAfter(int pixel) {
    int found = Arrays.binarySearch(positions, pixel);
    return found < 0 ? -found - 1 : found;
  }

  private static void add(double[] sums, double[] values) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += values[i];
    }
  }

  private static void addProducts(double[] sums, double[] left, double[] right, int count) {
    for (int i = 0; i < count; i++) {
      sums[i] += left[i] * right[i];
    }
  }

  /** Where the points of a lattice are in memory, from the first on; ascending. */
  static int[] lattice(long[] sizes, long[] points, long step) {
    int[] found = {0};
    for (int axis = 0; axis < sizes.length; axis++) {
      int[] before = found;
      int size = Math.toIntExact(sizes[axis]);
      int along = Math.toIntExact(points[axis]);
      found =
          Arrays.stream(before)
              .flatMap(
                  p -> IntStream.range(0, along).map(i -> p * size + Math.toIntExact(i * step)))
              .toArray();
    }
    return found;
  }
}
