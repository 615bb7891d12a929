package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.engine.Columns;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.Sizes;
import dev.pinwheel.nn.module.Window;
import java.util.List;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The maxima over a window that slides over a map's pixels, and where they stood, without a graph:
 * for what comes before the pooling and commutes with a maximum, as rising functions do, so that it
 * needs to be computed for the maxima alone.
 */
final class Maxima implements Selection {
  private final FeatureMap map;
  private final Window window;
  private final FeatureMap found;
  private final Tensor places;

  /**
   * Looks for the maxima.
   *
   * @param map two spatial axes
   * @param window kernel, stride, padding, dilation
   */
  Maxima(FeatureMap map, Window window) {
    this.map = FeatureMap.ofChannels(map.type(), map.channels().detach());
    this.window = window;
    T_TensorTensor_T both =
        torch.max_pool2d_with_indices(
            this.map.channels(),
            pair(window.kernel()),
            pair(window.stride()),
            pair(window.padding()),
            pair(window.dilation()),
            false);
    found = FeatureMap.ofChannels(map.type(), both.get0());
    places = both.get1();
  }

  @Override
  public Tensor rows() {
    return found.rows();
  }

  @Override
  public int[] size() {
    return found.size();
  }

  @Override
  public List<Columns.Block> blocks() {
    return Columns.blocks(map.rows(), Sizes.pixels(map.size()));
  }

  @Override
  public Tensor from(Tensor rows, Columns.Block block) {
    long pixels = Sizes.pixels(size());
    return rows.narrow(0, first(block) * pixels, images(block) * pixels);
  }

  /** The sum over the windows whose maximum a value is. */
  @Override
  public Tensor back(Tensor part, Columns.Block block) {
    long images = images(block);
    Tensor byMap =
        torch.max_pool2d_with_indices_backward(
            FeatureMap.ofRows(map.type(), part, images, size()).channels(),
            map.channels().narrow(0, first(block), images),
            pair(window.kernel()),
            pair(window.stride()),
            pair(window.padding()),
            pair(window.dilation()),
            false,
            places.narrow(0, first(block), images));
    return FeatureMap.ofChannels(map.type(), byMap).rows();
  }

  @Override
  public void addBack(Tensor rows, Tensor part, Columns.Block block) {
    long images = images(block);
    Tensor from = FeatureMap.ofChannels(map.type(), places).rows();
    rows.view(images, -1, rows.size(1))
        .scatter_add_(
            1,
            from(from, block).view(images, -1, rows.size(1)),
            part.view(images, -1, rows.size(1)));
  }

  private long first(Columns.Block block) {
    return block.from() / Sizes.pixels(map.size());
  }

  private long images(Columns.Block block) {
    return block.count() / Sizes.pixels(map.size());
  }

  private static long[] pair(int number) {
    return Window.perAxis(2, number);
  }
}
