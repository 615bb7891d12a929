package dev.pinwheel.nn.fourier;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** The derivative by a correlation's filters, chunk by chunk. */
final class SpectralSums implements Lanes.Step {
  private final SpectralPatches patches;
  private final SpectralFilters form;
  private final SpectralMaps gradients;
  private final Tensor gradient;
  private final Tensor byWeight;
  private final Tensor all;
  private final List<Tensor> sums;

  /** By the number of a chunk's rows. */
  private final Map<Integer, TallProducts> plans = new HashMap<>();

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
    this.byWeight = byWeight;
    gradients = new SpectralMaps(patches, form);
    all = form.zeros();
    sums = form.blocks(all);
  }

  @Override
  public void compute(Rows.Chunk chunk) {
    gradients.fromMap(chunk, gradient);
    plans.computeIfAbsent(chunk.count(), this::plan).compute();
  }

  private TallProducts plan(int count) {
    TallProducts plan = new TallProducts();
    for (int i = 0; i < sums.size(); i++) {
      List<Tensor> columns = patches.matrices(i, count);
      for (int b = 0; b < columns.size(); b++) {
        plan.addTransposed(sums.get(i).select(0, b), columns.get(b), gradients.matrix(i, count));
      }
    }
    return plan;
  }

  @Override
  public void finish() {
    byWeight.add_(form.back(all));
  }
}
