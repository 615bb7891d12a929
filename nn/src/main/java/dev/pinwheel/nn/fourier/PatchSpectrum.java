package dev.pinwheel.nn.fourier;

import dev.pinwheel.group.fourier.Block;
import dev.pinwheel.group.fourier.FourierTransform;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The transforms of what stands under the taps, {@code u_t(s) = f(x + st, s)} for each tap t.
 *
 * <p>For a block of r rows and c columns they are written as an image that a correlation with
 * c·taps × 1 taps reduces to one row: {@code [row][tap, b][a, pixel of the row][field]}.
 */
final class PatchSpectrum {
  private final FourierTransform transform;
  private final TapOrbits orbits;
  private final Geometry geometry;
  private final int fields;

  PatchSpectrum(TapOrbits orbits, Geometry geometry, int fields) {
    this.transform = orbits.transform();
    this.orbits = orbits;
    this.geometry = geometry;
    this.fields = fields;
  }

  /** Numbers that a row of the result takes in a block's image. */
  int rowLength(Block block) {
    return orbits.taps() * block.columns() * block.rows() * geometry.outputWidth() * fields;
  }

  /**
   * Transforms some rows.
   *
   * @param map [image][row][pixel][orientation][field]
   * @param rows which rows of the result
   * @param to a block's image each; modified from the rows' place on
   */
  void write(FloatBuffer map, Rows rows, List<FloatBuffer> to) {
    Scratch scratch = Scratch.get();
    int depth = rows.count() + geometry.reach();
    float[] planes = planes(map, rows, depth, scratch);
    int width = geometry.outputWidth() * fields;
    int together = Math.min(rows.count(), Scratch.rowsTogether(width));
    float[][] slots = scratch.slots(orbits.slots(), together * width);
    for (int orbit = 0; orbit < orbits.taps(); orbit++) {
      for (int from = 0; from < rows.count(); from += together) {
        int count = Math.min(together, rows.count() - from);
        for (int slot = 0; slot < orbits.slots(); slot++) {
          int start = start(orbit, slot, from, depth);
          for (int row = 0; row < count; row++) {
            System.arraycopy(planes, start + row * paddedRow(), slots[slot], row * width, width);
          }
        }
        Scratch.transform(transform, slots, count * width);
        for (int row = 0; row < count; row++) {
          put(slots, row * width, width, orbit, rows.at() + from + row, to);
        }
      }
    }
  }

  private int paddedRow() {
    return (geometry.width() + 2 * geometry.padding()) * fields;
  }

  /** Where the first pixel under an orbit's tap is. */
  private int start(int orbit, int slot, int row, int depth) {
    int tap = orbits.tap(orbit, slot);
    int down = row + tap / geometry.kernel() * geometry.dilation();
    int right = tap % geometry.kernel() * geometry.dilation();
    return (orbits.element(slot) * depth + down) * paddedRow() + right * fields;
  }

  private void put(float[][] slots, int from, int width, int orbit, int row, List<FloatBuffer> to) {
    for (int i = 0; i < to.size(); i++) {
      Block block = transform.blocks().get(i);
      for (int b = 0; b < block.columns(); b++) {
        for (int a = 0; a < block.rows(); a++) {
          int line = (row * orbits.taps() + orbit) * block.columns() + b;
          to.get(i).put((line * block.rows() + a) * width, slots[block.slot(a, b)], from, width);
        }
      }
    }
  }

  /**
   * The pixels that the rows see, with the padding around them: [orientation][row][pixel][field].
   */
  private float[] planes(FloatBuffer map, Rows rows, int depth, Scratch scratch) {
    int channels = orbits.slots() * fields;
    int pixelRow = geometry.width() * channels;
    int top = rows.first() - geometry.padding();
    int first = Math.max(0, top);
    int last = Math.min(geometry.height(), top + depth);
    float[] pixels = scratch.pixels(Math.max(0, last - first) * pixelRow);
    if (last > first) {
      int from = Math.multiplyExact(rows.image() * geometry.height() + first, pixelRow);
      map.get(from, pixels, 0, (last - first) * pixelRow);
    }
    float[] planes = scratch.planes(orbits.slots() * depth * paddedRow());
    int border = geometry.padding() * fields;
    for (int plane = 0; plane < orbits.slots(); plane++) {
      for (int row = 0; row < depth; row++) {
        int to = (plane * depth + row) * paddedRow();
        if (top + row < first || top + row >= last) {
          Arrays.fill(planes, to, to + paddedRow(), 0);
          continue;
        }
        Arrays.fill(planes, to, to + border, 0);
        Arrays.fill(planes, to + paddedRow() - border, to + paddedRow(), 0);
        int from = (top + row - first) * pixelRow + plane * fields;
        for (int x = 0; x < geometry.width(); x++) {
          System.arraycopy(pixels, from + x * channels, planes, to + border + x * fields, fields);
        }
      }
    }
    return planes;
  }
}
