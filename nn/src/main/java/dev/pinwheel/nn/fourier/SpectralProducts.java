package dev.pinwheel.nn.fourier;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/** A correlation's result, chunk by chunk: each block's products, transformed back. */
final class SpectralProducts implements Lanes.Step {
  private final SpectralPatches patches;
  private final SpectralMaps products;
  private final List<Tensor> filters;
  private final Optional<Tensor> shift;
  private final Tensor pixels;

  /** By the number of a chunk's rows, of which there are two or three. */
  private final Map<Integer, TallProducts> plans = new HashMap<>();

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
      Optional<Tensor> shift,
      Tensor pixels) {
    this.patches = patches;
    products = new SpectralMaps(patches, form);
    filters = form.blocks(expanded);
    this.shift = shift;
    this.pixels = pixels;
  }

  @Override
  public void compute(Rows.Chunk chunk) {
    TallProducts plan = plans.computeIfAbsent(chunk.count(), this::plan);
    // The first block is the trivial representation, whose number all slots get.
    shift.ifPresent(numbers -> products.matrix(0, chunk.count()).copy_(numbers));
    plan.compute();
    products.toMap(chunk, pixels);
  }

  private TallProducts plan(int count) {
    TallProducts plan = new TallProducts();
    for (int i = 0; i < filters.size(); i++) {
      Tensor product = products.matrix(i, count);
      List<Tensor> columns = patches.matrices(i, count);
      for (int b = 0; b < columns.size(); b++) {
        Tensor matrix = filters.get(i).select(0, b);
        if (b > 0 || (i == 0 && shift.isPresent())) {
          plan.add(product, columns.get(b), matrix);
        } else {
          plan.put(product, columns.get(b), matrix);
        }
      }
    }
    return plan;
  }
}
