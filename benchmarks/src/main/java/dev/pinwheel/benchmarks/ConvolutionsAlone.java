package dev.pinwheel.benchmarks;

import dev.pinwheel.benchmarks.timing.Contestant;
import dev.pinwheel.nn.LayerSite;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Window;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The convolutions of a net and nothing else, forward and backward: same shapes, precision and
 * layout (channels last), filters already dense, values at random. What a training step takes
 * beyond that is spent on everything around them.
 */
final class ConvolutionsAlone {
  private final Tensor x;
  private final Tensor filters;
  private final Tensor gradient;
  private final Window window;

  private ConvolutionsAlone(LayerSite site, ScalarType type, int images) {
    Layer layer = site.layer();
    window = layer.window().orElseThrow();
    int[] in = site.inputSize();
    int[] out = layer.outputSize(in);
    int k = window.kernel();
    x = channelsLast(type, images, layer.input().channels(), in[0], in[1]);
    filters = channelsLast(type, layer.output().channels(), layer.input().channels(), k, k);
    gradient = channelsLast(type, images, layer.output().channels(), out[0], out[1]);
    x.set_requires_grad(!isFirst(layer));
    filters.set_requires_grad(true);
  }

  /** The convolutions of a training step. */
  static Contestant of(Net net, Precision precision, int images) {
    List<ConvolutionsAlone> all = new ArrayList<>();
    try (PointerScope scope = new PointerScope()) {
      for (LayerSite site : net.sites()) {
        if (isConvolution(site.layer())) {
          all.add(new ConvolutionsAlone(site, precision.scalarType(), images));
        }
      }
    }
    return new Contestant(() -> step(all), () -> all.forEach(ConvolutionsAlone::release));
  }

  /** Whether a layer is computed by a convolution. */
  static boolean isConvolution(Layer layer) {
    return layer.window().isPresent() && !layer.parameters().isEmpty();
  }

  /** Whether a layer takes images, by which nothing is differentiated. */
  static boolean isFirst(Layer layer) {
    return isConvolution(layer) && layer.input().isTrivial();
  }

  private static void step(List<ConvolutionsAlone> all) {
    try (PointerScope scope = new PointerScope()) {
      List<Tensor> outputs = new ArrayList<>();
      for (ConvolutionsAlone one : all) {
        outputs.add(one.forward());
      }
      for (int i = all.size() - 1; i >= 0; i--) {
        Gradients.backward(outputs.get(i), all.get(i).gradient);
        all.get(i).forgetGradients();
      }
    }
  }

  private Tensor forward() {
    return torch.conv2d(
        x,
        filters,
        new TensorOptional(),
        Window.perAxis(2, window.stride()),
        Window.perAxis(2, window.padding()),
        Window.perAxis(2, window.dilation()),
        1);
  }

  private void forgetGradients() {
    x.mutable_grad().reset();
    filters.mutable_grad().reset();
  }

  private void release() {
    List.of(x, filters, gradient).forEach(Tensors::release);
  }

  private static Tensor channelsLast(ScalarType type, long n, long channels, long h, long w) {
    return Tensors.keep(torch.randn(n, h, w, channels).to(type).permute(0, 3, 1, 2));
  }
}
