package dev.pinwheel.nn.fourier;

import dev.pinwheel.group.fourier.Block;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * What stands under the taps in a batch of maps, transformed chunk by chunk: an image for each
 * block, whose memory all chunks share.
 */
final class SpectralPatches {
  private final TapOrbits orbits;
  private final Geometry geometry;
  private final int fields;
  private final Tensor pixels;
  private final PatchSpectrum spectrum;
  private final List<Tensor> images = new ArrayList<>();

  /**
   * Prepares.
   *
   * @param pixels the maps, [images, height, width, orientations·fields], contiguous
   * @param longest how many rows a chunk has at most
   */
  SpectralPatches(TapOrbits orbits, Geometry geometry, int fields, Tensor pixels, int longest) {
    this.orbits = orbits;
    this.geometry = geometry;
    this.fields = fields;
    this.pixels = pixels;
    spectrum = new PatchSpectrum(orbits, geometry, fields);
    for (Block block : orbits.transform().blocks()) {
      images.add(Floats.empty(longest, spectrum.rowLength(block)));
    }
  }

  Geometry geometry() {
    return geometry;
  }

  /** Transforms a chunk. */
  void fill(Rows.Chunk chunk) {
    FloatBuffer map = Floats.of(pixels);
    List<FloatBuffer> to = images.stream().map(Floats::of).toList();
    chunk.parts().forEach(rows -> spectrum.write(map, rows, to));
  }

  /**
   * A block of the chunk that was transformed last.
   *
   * @return shape [rows, fields, taps·columns, rows of the block·width], channels last
   */
  Tensor image(int index, Rows.Chunk chunk) {
    Block block = orbits.transform().blocks().get(index);
    Tensor image =
        images
            .get(index)
            .narrow(0, 0, chunk.count())
            .view(
                chunk.count(),
                (long) orbits.taps() * block.columns(),
                (long) block.rows() * geometry.outputWidth(),
                fields);
    return Floats.channelsLast(image);
  }
}
