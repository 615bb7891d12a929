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

  /** How many taps of a filter's row see neighbouring pixels. */
  private final int run;

  PatchSpectrum(TapOrbits orbits, Geometry geometry, int fields) {
    this.transform = orbits.transform();
    this.orbits = orbits;
    this.geometry = geometry;
    this.fields = fields;
    channels = orbits.slots() * fields;
    patch = orbits.taps() * fields;
    run = geometry.dilation() == 1 ? geometry.kernel() : 1;
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
    int depth = rows.count() + geometry.reach();
    Strip[] strips = new Strip[orbits.slots()];
    Arrays.setAll(strips, slot -> new Strip(orbits, slot, geometry, depth));
    float[][] seen = seen(map, rows, strips, scratch);
    int width = geometry.outputWidth();
    int together = Math.min(width, Scratch.together(patch));
    float[][] slots = scratch.slots(orbits.slots(), together * patch);
    for (int row = 0; row < rows.count(); row++) {
      for (int x = 0; x < width; x += together) {
        int count = Math.min(together, width - x);
        for (int slot = 0; slot < strips.length; slot++) {
          gather(seen[slot], strips[slot], row, x, count, slots[slot]);
        }
        Scratch.transform(transform, slots, count * patch);
        put(slots, rows.at() + row, x, count, to);
      }
    }
  }

  /** Copies what is under a slot's taps of some pixels of a row. */
  private void gather(float[] seen, Strip strip, int row, int x, int count, float[] values) {
    int pixel = strip.first() + row * strip.down() + x * strip.right();
    int length = run * fields;
    int step = strip.right() * fields;
    for (int tap = 0; tap < orbits.taps(); tap += run) {
      int from = (pixel + strip.distance(tap)) * fields;
      int at = tap * fields;
      for (int i = 0; i < count; i++) {
        System.arraycopy(seen, from, values, at, length);
        from += step;
        at += patch;
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

  /** What the rows see of a map, with the padding around it, an array for each slot. */
  private float[][] seen(FloatBuffer map, Rows rows, Strip[] strips, Scratch scratch) {
    int depth = rows.count() + geometry.reach();
    int padding = geometry.padding();
    int size = strips[0].pixels() * fields;
    float[][] seen = scratch.strips(strips.length, size);
    if (padding > 0) {
      for (int slot = 0; slot < strips.length; slot++) {
        Arrays.fill(seen[slot], 0, size, 0);
      }
    }
    int length = geometry.width() * channels;
    float[] line = scratch.pixels(length);
    for (int row = 0; row < depth; row++) {
      int source = rows.first() - padding + row;
      if (source < 0 || source >= geometry.height()) {
        continue;
      }
      map.get(
          Math.multiplyExact(rows.image() * geometry.height() + source, length), line, 0, length);
      for (int slot = 0; slot < strips.length; slot++) {
        Strip strip = strips[slot];
        int from = orbits.element(slot) * fields;
        int to = (strip.first() + row * strip.down() + padding * strip.right()) * fields;
        for (int x = 0; x < geometry.width(); x++) {
          System.arraycopy(line, from, seen[slot], to, fields);
          from += channels;
          to += strip.right() * fields;
        }
      }
    }
    return seen;
  }
}
