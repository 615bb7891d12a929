package dev.pinwheel.nn.fourier;

import dev.pinwheel.nn.engine.Correlations;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

/** A correlation's result, chunk by chunk: each block's products, transformed back. */
final class SpectralProducts implements Lanes.Step {
  static final Correlations.Motion PLAIN = new Correlations.Motion(1, 0, 1, 1, false);

  private final SpectralPatches patches;
  private final List<Tensor> filters;
  private final TensorOptional shift;
  private final MapSpectrum spectrum;
  private final Tensor pixels;

  /**
   * Prepares.
   *
   * @param patches what is correlated
   * @param form what the filters are
   * @param expanded the filters
   * @param shift a number per field of the result, or none
   * @param pixels the result, [images, height, width, orientations·outputs]; modified
   */
  SpectralProducts(
      SpectralPatches patches,
      SpectralFilters form,
      Tensor expanded,
      TensorOptional shift,
      Tensor pixels) {
    this.patches = patches;
    this.filters = form.blocks(expanded);
    this.shift = shift;
    this.pixels = pixels;
    spectrum = new MapSpectrum(form.orbits(), patches.geometry(), form.outputs());
  }

  @Override
  public void compute(Rows.Chunk chunk) {
    try (PointerScope scope = new PointerScope()) {
      List<FloatBuffer> products = new ArrayList<>();
      for (int i = 0; i < filters.size(); i++) {
        Tensor product =
            Correlations.of(
                patches.image(i, chunk),
                filters.get(i),
                // The first block is the trivial representation, whose number all slots get.
                i == 0 ? shift : new TensorOptional(),
                PLAIN);
        products.add(Floats.of(Floats.pixels(product)));
      }
      FloatBuffer to = Floats.of(pixels);
      chunk.parts().forEach(rows -> spectrum.toMap(products, rows, to));
    }
  }
}
