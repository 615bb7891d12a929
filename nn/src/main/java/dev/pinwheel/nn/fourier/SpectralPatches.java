package dev.pinwheel.nn.fourier;

import dev.pinwheel.group.fourier.Block;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * What stands under the taps in a batch of maps, transformed chunk by chunk: matrices for each
 * block, whose memory all chunks share.
 */
final class SpectralPatches {
  private final Geometry geometry;
  private final Tensor pixels;
  private final PatchSpectrum spectrum;
  private final int longest;
  private final List<List<ChunkMatrix>> matrices = new ArrayList<>();
  private final List<List<FloatBuffer>> memory;

  /**
   * Prepares.
   *
   * @param pixels the maps, [images, height, width, orientations·fields], contiguous
   * @param longest how many rows a chunk has at most
   */
  SpectralPatches(TapOrbits orbits, Geometry geometry, int fields, Tensor pixels, int longest) {
    this.geometry = geometry;
    this.pixels = pixels;
    this.longest = longest;
    spectrum = new PatchSpectrum(orbits, geometry, fields);
    for (Block block : orbits.transform().blocks()) {
      List<ChunkMatrix> columns = new ArrayList<>();
      for (int b = 0; b < block.columns(); b++) {
        columns.add(
            new ChunkMatrix(
                longest, block.rows() * geometry.outputWidth(), orbits.taps() * fields));
      }
      matrices.add(columns);
    }
    memory =
        matrices.stream()
            .map(columns -> columns.stream().map(ChunkMatrix::numbers).toList())
            .toList();
  }

  Geometry geometry() {
    return geometry;
  }

  /** How many rows a chunk has at most. */
  int longest() {
    return longest;
  }

  /** Transforms a chunk. */
  void fill(Rows.Chunk chunk) {
    FloatBuffer map = Floats.of(pixels);
    chunk.parts().forEach(rows -> spectrum.write(map, rows, memory));
  }

  /**
   * The matrices of a block, one for each column, of the chunk that was transformed last.
   *
   * @param count rows of the chunk
   * @return shapes [rows·rows of the block·width, taps·fields]
   */
  List<Tensor> matrices(int index, int count) {
    return matrices.get(index).stream().map(m -> m.of(count)).toList();
  }
}
