package dev.pinwheel.nn.fourier;

import dev.pinwheel.group.fourier.Block;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** A result's values in the Fourier domain, chunk by chunk, in memory that all chunks share. */
final class SpectralMaps {
  private final MapSpectrum spectrum;
  private final List<ChunkMatrix> matrices = new ArrayList<>();
  private final List<FloatBuffer> memory;

  /**
   * Prepares.
   *
   * @param patches what is correlated
   * @param form what the filters are
   */
  SpectralMaps(SpectralPatches patches, SpectralFilters form) {
    spectrum = new MapSpectrum(form.orbits(), patches.geometry(), form.outputs());
    int width = patches.geometry().outputWidth();
    for (Block block : form.orbits().transform().blocks()) {
      int columns = block.columns() * form.outputs();
      matrices.add(new ChunkMatrix(patches.longest(), block.rows() * width, columns));
    }
    memory = matrices.stream().map(ChunkMatrix::numbers).toList();
  }

  /**
   * A block's matrix for chunks of so many rows.
   *
   * @return shape [rows·rows of the block·width, columns·outputs]
   */
  Tensor matrix(int index, int count) {
    return matrices.get(index).of(count);
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
