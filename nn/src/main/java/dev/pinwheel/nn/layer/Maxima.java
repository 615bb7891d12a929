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
final class Maxima {
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

  /** The maxima, a row per pixel. */
  Tensor rows() {
    return found.rows();
  }

  /** Pixels per spatial axis. */
  int[] size() {
    return found.size();
  }

  /** Blocks of the map's rows, some images each. */
  List<Columns.Block> blocks() {
    return Columns.blocks(map.rows(), Sizes.pixels(map.size()));
  }

  /**
   * The derivative of the maxima by some images.
   *
   * @param gradient by the maxima, a row per pixel
   * @param block rows of whole images of the map
   * @return by these rows: the sum over the windows whose maximum a value is
   */
  Tensor backward(Tensor gradient, Columns.Block block) {
    long first = block.from() / Sizes.pixels(map.size());
    long images = block.count() / Sizes.pixels(map.size());
    Tensor byMaxima = FeatureMap.ofRows(map.type(), gradient, map.batch(), size()).channels();
    Tensor byMap =
        torch.max_pool2d_with_indices_backward(
            byMaxima.narrow(0, first, images),
            map.channels().narrow(0, first, images),
            pair(window.kernel()),
            pair(window.stride()),
            pair(window.padding()),
            pair(window.dilation()),
            false,
            places.narrow(0, first, images));
    return FeatureMap.ofChannels(map.type(), byMap).rows();
  }

  private static long[] pair(int number) {
    return Window.perAxis(2, number);
  }
}
