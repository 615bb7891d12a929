package dev.pinwheel.nn.fourier;

import dev.pinwheel.group.fourier.Block;
import dev.pinwheel.group.fourier.FourierTransform;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * A result's values at each pixel, between the map and the blocks of its transform, {@code [row][a,
 * pixel of the row][b, field]}.
 */
final class MapSpectrum {
  private final FourierTransform transform;
  private final TapOrbits orbits;
  private final int height;
  private final int width;
  private final int fields;

  MapSpectrum(TapOrbits orbits, Geometry geometry, int fields) {
    this.transform = orbits.transform();
    this.orbits = orbits;
    this.height = geometry.outputHeight();
    this.width = geometry.outputWidth();
    this.fields = fields;
  }

  /** Numbers that a row takes in a block. */
  private int rowLength(Block block) {
    return block.rows() * width * block.columns() * fields;
  }

  /**
   * Applies the transposed transform.
   *
   * @param from the blocks; not modified
   * @param rows which rows
   * @param map [image][row][pixel][orientation][field]; modified where the rows are
   */
  void toMap(List<FloatBuffer> from, Rows rows, FloatBuffer map) {
    Scratch scratch = Scratch.get();
    eachRun(
        rows,
        scratch,
        (run, slots, pixels) -> {
          for (int i = 0; i < from.size(); i++) {
            Block block = transform.blocks().get(i);
            int length = rowLength(block);
            float[] lines = scratch.lines(run.count() * length);
            from.get(i).get(run.at() * length, lines, 0, run.count() * length);
            copy(block, run.count(), lines, slots, false);
          }
          Scratch.transformTransposed(transform, slots, run.count() * width * fields);
          copyPixels(pixels, slots, run.count() * width, true);
          map.put(place(run), pixels, 0, run.count() * width * channels());
        });
  }

  /**
   * Applies the transform.
   *
   * @param map [image][row][pixel][orientation][field]; not modified
   * @param rows which rows
   * @param to the blocks; modified from the rows' place on
   */
  void fromMap(FloatBuffer map, Rows rows, List<FloatBuffer> to) {
    Scratch scratch = Scratch.get();
    eachRun(
        rows,
        scratch,
        (run, slots, pixels) -> {
          map.get(place(run), pixels, 0, run.count() * width * channels());
          copyPixels(pixels, slots, run.count() * width, false);
          Scratch.transform(transform, slots, run.count() * width * fields);
          for (int i = 0; i < to.size(); i++) {
            Block block = transform.blocks().get(i);
            int length = rowLength(block);
            float[] lines = scratch.lines(run.count() * length);
            copy(block, run.count(), lines, slots, true);
            to.get(i).put(run.at() * length, lines, 0, run.count() * length);
          }
        });
  }

  private interface Work {
    void on(Rows run, float[][] slots, float[] pixels);
  }

  private void eachRun(Rows rows, Scratch scratch, Work work) {
    int together = Math.min(rows.count(), Scratch.together(width * fields));
    float[][] slots = scratch.slots(orbits.slots(), together * width * fields);
    float[] pixels = scratch.pixels(together * width * channels());
    for (int from = 0; from < rows.count(); from += together) {
      int count = Math.min(together, rows.count() - from);
      work.on(new Rows(rows.image(), rows.first() + from, count, rows.at() + from), slots, pixels);
    }
  }

  private int channels() {
    return orbits.slots() * fields;
  }

  private int place(Rows run) {
    return (run.image() * height + run.first()) * width * channels();
  }

  /** Between pixels with all orientations and an array per slot. */
  private void copyPixels(float[] pixels, float[][] slots, int count, boolean toPixels) {
    for (int slot = 0; slot < orbits.slots(); slot++) {
      int first = orbits.element(slot) * fields;
      for (int pixel = 0; pixel < count; pixel++) {
        int at = first + pixel * channels();
        if (toPixels) {
          System.arraycopy(slots[slot], pixel * fields, pixels, at, fields);
        } else {
          System.arraycopy(pixels, at, slots[slot], pixel * fields, fields);
        }
      }
    }
  }

  /** Between a block's lines and an array per slot. */
  private void copy(Block block, int rows, float[] lines, float[][] slots, boolean toLines) {
    int each = block.columns() * fields;
    for (int a = 0; a < block.rows(); a++) {
      for (int b = 0; b < block.columns(); b++) {
        float[] values = slots[block.slot(a, b)];
        for (int row = 0; row < rows; row++) {
          int line = (row * block.rows() + a) * width * each + b * fields;
          for (int x = 0; x < width; x++) {
            int at = (row * width + x) * fields;
            if (toLines) {
              System.arraycopy(values, at, lines, line + x * each, fields);
            } else {
              System.arraycopy(lines, line + x * each, values, at, fields);
            }
          }
        }
      }
    }
  }
}
