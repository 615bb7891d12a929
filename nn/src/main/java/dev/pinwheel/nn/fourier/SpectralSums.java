package dev.pinwheel.nn.fourier;

import dev.pinwheel.group.fourier.Block;
import dev.pinwheel.nn.engine.FilterGradient;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** The derivative by a correlation's filters, chunk by chunk. */
final class SpectralSums implements Lanes.Step {
  private final SpectralPatches patches;
  private final SpectralFilters form;
  private final MapSpectrum spectrum;
  private final Tensor gradient;
  private final Tensor byWeight;
  private final Tensor all;
  private final List<Tensor> sums;

  /**
   * Prepares.
   *
   * @param patches what is correlated
   * @param form what the filters are
   * @param gradient the derivative by the result, [images, height, width, orientations·outputs],
   *     contiguous
   * @param byWeight that by the free filters, to which it is added in the end; modified
   */
  SpectralSums(SpectralPatches patches, SpectralFilters form, Tensor gradient, Tensor byWeight) {
    this.patches = patches;
    this.form = form;
    this.gradient = gradient;
    spectrum = new MapSpectrum(form.orbits(), patches.geometry(), form.outputs());
    this.byWeight = byWeight;
    all = form.zeros();
    sums = form.blocks(all);
  }

  @Override
  public void compute(Rows.Chunk chunk) {
    try (PointerScope scope = new PointerScope()) {
      List<Tensor> gradients = new ArrayList<>();
      List<FloatBuffer> to = new ArrayList<>();
      for (Block block : form.orbits().transform().blocks()) {
        long width = (long) block.rows() * patches.geometry().outputWidth();
        Tensor one = Floats.empty(chunk.count(), 1, width, (long) block.columns() * form.outputs());
        gradients.add(Floats.channelsLast(one));
        to.add(Floats.of(one));
      }
      FloatBuffer from = Floats.of(gradient);
      chunk.parts().forEach(rows -> spectrum.fromMap(from, rows, to));
      for (int i = 0; i < sums.size(); i++) {
        Tensor sum = sums.get(i);
        sum.add_(
            FilterGradient.of(
                gradients.get(i), patches.image(i, chunk), sum, SpectralProducts.PLAIN));
      }
    }
  }

  @Override
  public void finish() {
    byWeight.add_(form.back(all));
  }
}
