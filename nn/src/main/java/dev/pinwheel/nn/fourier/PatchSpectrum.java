package dev.pinwheel.nn.fourier;

import dev.pinwheel.group.fourier.Block;
import dev.pinwheel.group.fourier.FourierTransform;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The transforms of what stands under the taps, {@code u_t(s) = f(x + st, s)} for each tap t.
 *
 * <p>They are written as factors of matrix products, one for each column b of a block: {@code [row,
 * a, pixel of the row][tap, field]}.
 */
final class PatchSpectrum {
  private final FourierTransform transform;
  private final TapOrbits orbits;
  private final Geometry geometry;
  private final int fields;

  /** Numbers of a pixel in a map, and under its taps in a slot. */
  private final int channels;

  private final int patch;

  /** Where what is under a slot's taps begins in a map with its padding, from a pixel on. */
  private final int[][] starts;

  PatchSpectrum(TapOrbits orbits, Geometry geometry, int fields) {
    this.transform = orbits.transform();
    this.orbits = orbits;
    this.geometry = geometry;
    this.fields = fields;
    channels = orbits.slots() * fields;
    patch = orbits.taps() * fields;
    starts = new int[orbits.slots()][orbits.taps()];
    for (int slot = 0; slot < orbits.slots(); slot++) {
      for (int orbit = 0; orbit < orbits.taps(); orbit++) {
        int tap = orbits.tap(orbit, slot);
        int down = tap / geometry.kernel() * geometry.dilation();
        int right = tap % geometry.kernel() * geometry.dilation();
        starts[slot][orbit] = down * paddedRow() + right * channels + orbits.element(slot) * fields;
      }
    }
  }

  /**
   * Transforms some rows.
   *
   * @param map [image][row][pixel][orientation][field]
   * @param rows which rows of the result
   * @param to for each block and column a matrix; modified from the rows' place on
   */
  void write(FloatBuffer map, Rows rows, List<List<FloatBuffer>> to) {
    Scratch scratch = Scratch.get();
    float[] seen = seen(map, rows, scratch);
    int width = geometry.outputWidth();
    int together = Math.min(width, Scratch.together(patch));
    float[][] slots = scratch.slots(orbits.slots(), together * patch);
    for (int row = 0; row < rows.count(); row++) {
      for (int x = 0; x < width; x += together) {
        int count = Math.min(together, width - x);
        gather(seen, row * paddedRow() + x * channels, count, slots);
        Scratch.transform(transform, slots, count * patch);
        put(slots, rows.at() + row, x, count, to);
      }
    }
  }

  private int paddedRow() {
    return (geometry.width() + 2 * geometry.padding()) * channels;
  }

  /** Copies what is under the taps of some pixels of a row. */
  private void gather(float[] seen, int first, int count, float[][] slots) {
    for (int slot = 0; slot < starts.length; slot++) {
      float[] values = slots[slot];
      for (int orbit = 0; orbit < starts[slot].length; orbit++) {
        int from = first + starts[slot][orbit];
        int at = orbit * fields;
        for (int pixel = 0; pixel < count; pixel++) {
          System.arraycopy(seen, from, values, at, fields);
          from += channels;
          at += patch;
        }
      }
    }
  }

  private void put(float[][] slots, int row, int x, int count, List<List<FloatBuffer>> to) {
    for (int i = 0; i < to.size(); i++) {
      Block block = transform.blocks().get(i);
      for (int b = 0; b < block.columns(); b++) {
        for (int a = 0; a < block.rows(); a++) {
          int line = (row * block.rows() + a) * geometry.outputWidth() + x;
          to.get(i).get(b).put(line * patch, slots[block.slot(a, b)], 0, count * patch);
        }
      }
    }
  }

  /** What the rows see of a map, with the padding around it: [row][pixel][orientation][field]. */
  private float[] seen(FloatBuffer map, Rows rows, Scratch scratch) {
    int depth = rows.count() + geometry.reach();
    float[] seen = scratch.pixels(depth * paddedRow());
    int border = geometry.padding() * channels;
    int length = geometry.width() * channels;
    for (int row = 0; row < depth; row++) {
      int at = row * paddedRow();
      int source = rows.first() - geometry.padding() + row;
      if (source < 0 || source >= geometry.height()) {
        Arrays.fill(seen, at, at + paddedRow(), 0);
        continue;
      }
      Arrays.fill(seen, at, at + border, 0);
      int from = Math.multiplyExact(rows.image() * geometry.height() + source, length);
      map.get(from, seen, at + border, length);
      Arrays.fill(seen, at + border + length, at + paddedRow(), 0);
    }
    return seen;
  }
}
