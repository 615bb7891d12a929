package dev.pinwheel.nn.fourier;

import dev.pinwheel.group.fourier.Block;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** A result's values in the Fourier domain, chunk by chunk, in memory that all chunks share. */
final class SpectralMaps {
  private final List<Block> blocks;
  private final MapSpectrum spectrum;
  private final int width;
  private final int outputs;
  private final List<Tensor> matrices = new ArrayList<>();
  private final List<FloatBuffer> memory;

  /**
   * Prepares.
   *
   * @param patches what is correlated
   * @param form what the filters are
   */
  SpectralMaps(SpectralPatches patches, SpectralFilters form) {
    blocks = form.orbits().transform().blocks();
    outputs = form.outputs();
    width = patches.geometry().outputWidth();
    spectrum = new MapSpectrum(form.orbits(), patches.geometry(), outputs);
    for (Block block : blocks) {
      matrices.add(Floats.empty(patches.longest(), spectrum.rowLength(block)));
    }
    memory = matrices.stream().map(Floats::of).toList();
  }

  /**
   * A block's matrix for chunks of so many rows.
   *
   * @return shape [rows·rows of the block·width, columns·outputs]
   */
  Tensor matrix(int index, int count) {
    Block block = blocks.get(index);
    return matrices
        .get(index)
        .narrow(0, 0, count)
        .view((long) count * block.rows() * width, (long) block.columns() * outputs);
  }

  /** Transforms a chunk back into a map, [images, height, width, orientations·outputs]. */
  void toMap(Rows.Chunk chunk, Tensor pixels) {
    FloatBuffer map = Floats.of(pixels);
    chunk.parts().forEach(rows -> spectrum.toMap(memory, rows, map));
  }

  /** Transforms what a map has where the chunk's rows are. */
  void fromMap(Rows.Chunk chunk, Tensor pixels) {
    FloatBuffer map = Floats.of(pixels);
    chunk.parts().forEach(rows -> spectrum.fromMap(map, rows, memory));
  }
}
