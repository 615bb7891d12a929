package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.engine.Columns;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.Sizes;
import dev.pinwheel.nn.module.Window;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

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

  private Maxima(FeatureMap map, Window window, Tensor found, Tensor places) {
    this.map = map;
    this.window = window;
    this.found = FeatureMap.ofChannels(map.type(), found);
    this.places = places;
  }

  /**
   * Looks for the maxima.
   *
   * @param map two spatial axes
   * @param window kernel, stride, padding, dilation
   */
  static Maxima of(FeatureMap map, Window window) {
    FeatureMap x = FeatureMap.ofChannels(map.type(), map.channels().detach());
    T_TensorTensor_T both =
        torch.max_pool2d_with_indices(
            x.channels(),
            pair(window.kernel()),
            pair(window.stride()),
            pair(window.padding()),
            pair(window.dilation()),
            false);
    return new Maxima(x, window, both.get0(), both.get1());
  }

  /**
   * Looks for the maxima of what masks keep, block by block.
   *
   * @param map two spatial axes
   * @param window kernel, stride, padding, dilation
   * @param masks the next of which are for the map's values, row by row
   */
  static Maxima ofKept(FeatureMap map, Window window, Dropout.Masks masks) {
    FeatureMap x = FeatureMap.ofChannels(map.type(), map.channels().detach());
    Tensor rows = x.rows();
    int[] size = Arrays.stream(x.size()).map(window::outputSize).toArray();
    long[] shape = {x.batch() * Sizes.pixels(size), rows.size(1)};
    Tensor found = torch.empty(shape, rows.options(), new MemoryFormatOptional());
    Tensor places =
        torch.empty_like(found, new TensorOptions(ScalarType.Long), new MemoryFormatOptional());
    Tensor foundByImage = FeatureMap.ofRows(x.type(), found, x.batch(), size).channels();
    Tensor placesByImage = FeatureMap.ofRows(x.type(), places, x.batch(), size).channels();
    Maxima maxima = new Maxima(x, window, foundByImage, placesByImage);
    List<Columns.Block> blocks = Columns.blocks(rows, Sizes.pixels(x.size()));
    try (PointerScope scope = new PointerScope()) {
      Tensor scratch = Columns.scratch(rows, blocks);
      for (Columns.Block block : blocks) {
        Tensor kept = block.ofScratch(scratch);
        masks.lower(kept, block.of(rows));
        long first = maxima.first(block);
        long images = maxima.images(block);
        torch.max_pool2d_with_indices_out(
            foundByImage.narrow(0, first, images),
            placesByImage.narrow(0, first, images),
            FeatureMap.ofRows(x.type(), kept, images, x.size()).channels(),
            pair(window.kernel()),
            pair(window.stride()),
            pair(window.padding()),
            pair(window.dilation()),
            false);
      }
    }
    return maxima;
  }

  @Override
  public FeatureMap selected() {
    return found;
  }

  @Override
  public Tensor from(Tensor rows, Columns.Block block) {
    long pixels = Sizes.pixels(found.size());
    return rows.narrow(0, first(block) * pixels, images(block) * pixels);
  }

  /** The sum over the windows whose maximum a value is. */
  @Override
  public Tensor back(Tensor part, Columns.Block block) {
    long images = images(block);
    Tensor byMap =
        torch.max_pool2d_with_indices_backward(
            FeatureMap.ofRows(map.type(), part, images, found.size()).channels(),
            map.channels().narrow(0, first(block), images),
            pair(window.kernel()),
            pair(window.stride()),
            pair(window.padding()),
            pair(window.dilation()),
            false,
            places.narrow(0, first(block), images));
    return FeatureMap.ofChannels(map.type(), byMap).rows();
  }

  /** All at once, as it is no faster in a cache. */
  @Override
  public void addBack(Tensor target, Tensor gradient) {
    Tensor at = FeatureMap.ofChannels(map.type(), places).rows();
    byImage(target).scatter_add_(1, byImage(at), byImage(gradient));
  }

  private Tensor byImage(Tensor rows) {
    return rows.view(map.batch(), -1, rows.size(1));
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
