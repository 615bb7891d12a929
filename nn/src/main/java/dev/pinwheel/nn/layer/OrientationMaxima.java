package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.engine.Columns;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import org.bytedeco.pytorch.Tensor;

/**
 * The maxima over all orientations, without a graph: like {@link Maxima}, for what comes before the
 * projection and commutes with a maximum.
 */
final class OrientationMaxima implements Selection {
  private final GroupMaximum maximum;
  private final FeatureMap selected;

  /**
   * Finds the maxima.
   *
   * @param map fields on cosets
   * @param type of the maxima, a trivial field for each of the map's
   */
  OrientationMaxima(FeatureMap map, FeatureType type) {
    maximum = new GroupMaximum(map.rows().contiguous().detach(), map.type().orientations());
    selected = FeatureMap.ofRows(type, maximum.found(), map.batch(), map.size());
  }

  @Override
  public FeatureMap selected() {
    return selected;
  }

  @Override
  public FeatureMap overwritable() {
    return FeatureMap.ofRows(
        selected.type(), maximum.found().clone(), selected.batch(), selected.size());
  }

  @Override
  public Tensor from(Tensor rows, Columns.Block block) {
    return block.of(rows);
  }

  /** Orientations that share a maximum share its derivative. */
  @Override
  public Tensor back(Tensor part, Columns.Block block) {
    return maximum.back(part, block);
  }

  @Override
  public void addBack(Tensor target, Tensor gradient) {
    maximum.addBack(target, gradient);
  }
}
