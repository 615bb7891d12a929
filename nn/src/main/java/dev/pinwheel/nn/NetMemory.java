package dev.pinwheel.nn;

import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.feature.Sizes;
import dev.pinwheel.nn.layer.BatchNorm;
import dev.pinwheel.nn.layer.Dropout;
import dev.pinwheel.nn.layer.Pointwise;
import dev.pinwheel.nn.layer.Sequential;
import dev.pinwheel.nn.module.Layer;

/**
 * An estimate of the memory that a training of a net takes, from its sizes alone.
 *
 * <p>Kept until the derivatives are computed are the images and every layer's output, but for what
 * is computed together with batch norm: a rectifier and a dropout after it. Besides there are the
 * dense filters, and four numbers for each parameter: itself, its derivative, the optimiser's two.
 * Left out are the engine's scratch space, derivatives on their way, and the program itself.
 *
 * @param parameters how many numbers training moves
 * @param filters how many numbers the dense filters have
 * @param maps how many numbers the feature maps of one image have that are kept
 */
public record NetMemory(long parameters, long filters, long maps) {
  private static final long COPIES = 4;

  /**
   * Counts a net's numbers.
   *
   * @param net the net
   * @return the counts
   */
  public static NetMemory of(Net net) {
    long filters = 0;
    long maps = numbers(net.input(), net.inputSize());
    Layer before = null;
    for (LayerSite site : net.sites()) {
      Layer layer = site.layer();
      int[] size = layer.outputSize(site.inputSize());
      if (layer.window().isPresent()) {
        filters += layer.multiplyAdds(site.inputSize()) / Sizes.pixels(size);
      }
      boolean fused = (layer instanceof Pointwise || layer instanceof Dropout) && before != null;
      if (!fused && !(layer instanceof Sequential)) {
        maps += numbers(layer.output(), size);
      }
      before = layer instanceof BatchNorm || fused ? layer : null;
    }
    return new NetMemory(net.parameterCount(), filters, maps);
  }

  private static long numbers(FeatureType type, int[] size) {
    return Sizes.pixels(size) * type.channels();
  }

  /**
   * The estimate for a training.
   *
   * @param batch images per step
   * @param precision what is computed in; parameters keep their own
   * @return bytes
   */
  public long training(int batch, Precision precision) {
    long each = precision == Precision.FLOAT64 ? 8 : precision == Precision.BFLOAT16 ? 2 : 4;
    long master = Math.max(4, each);
    return COPIES * master * parameters + each * (filters + batch * maps);
  }
}
