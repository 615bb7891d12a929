package dev.pinwheel.benchmarks.reference;

import dev.pinwheel.group.kernel.GridKernels;
import dev.pinwheel.group.kernel.KernelFamily;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.layer.GroupCorrelation;
import dev.pinwheel.nn.layer.LiftingCorrelation;
import dev.pinwheel.nn.layer.Residual;
import dev.pinwheel.nn.layer.Sequential;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Mode;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Window;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Translates Pinwheel's layers, one by one. */
final class ReferenceSteps {
  private static final double EPSILON = 1e-5;
  private static final double MOMENTUM = 0.1;

  private final Numbers numbers;
  private final Form form;
  private final double dropout;

  ReferenceSteps(Numbers numbers, Form form, double dropout) {
    this.numbers = numbers;
    this.form = form;
    this.dropout = dropout;
  }

  Step chain(List<Layer> layers) {
    return Step.chain(layers.stream().map(this::step).toList());
  }

  private Step step(Layer layer) {
    if (layer instanceof Sequential sequential) {
      return chain(sequential.children());
    }
    if (layer instanceof Residual residual) {
      Step body = step(residual.children().get(0));
      Step shortcut = step(residual.children().get(1));
      return (x, mode) -> body.apply(x, mode).add(shortcut.apply(x, mode));
    }
    return switch (layer.kind()) {
      case "lifting", "groupCorrelation" ->
          form == Form.EXPANDED ? expanded(layer) : convolution(layer);
      case "batchNorm" -> form == Form.EXPANDED ? fieldNorm(layer) : channelNorm(layer);
      case "relu" -> (x, mode) -> torch.relu(x);
      case "dropout" -> (x, mode) -> torch.dropout(x, dropout, mode == Mode.TRAINING);
      case "maxPool", "meanPool" -> pool(layer);
      case "projection" -> projection(layer);
      case "globalPool" -> meanOverPixels(layer);
      case "linear" -> linear(layer);
      default -> throw unknown(layer);
    };
  }

  private static IllegalArgumentException unknown(Layer layer) {
    return new IllegalArgumentException("the reference has no layer '" + layer + "': add it");
  }

  private Step expanded(Layer layer) {
    Window window = layer.window().orElseThrow();
    FeatureType in = layer.input();
    long out = layer.output().fields();
    long h = in.group().order();
    long m = in.orientations();
    int k = window.kernel();
    Tensor weight = numbers.copy(layer.parameters().get(0));
    Tensor bias = numbers.copy(layer.parameters().get(1));
    UnaryOperator<Tensor> turn = turn(in, family(layer), k);
    return (x, mode) -> {
      Tensor filters =
          turn.apply(weight)
              .view(out, in.fields(), h, m, k, k)
              .permute(0, 2, 1, 3, 4, 5)
              .reshape(out * h, in.fields() * m, k, k);
      return convolve(x, filters, bias.view(out, 1).expand(out, h).reshape(-1), window);
    };
  }

  private static KernelFamily family(Layer layer) {
    if (layer instanceof LiftingCorrelation lifting) {
      return lifting.kernels();
    }
    return ((GroupCorrelation) layer).kernels();
  }

  /** From free coefficients [out, in, …] to filters for all orientations, [out, in, h·m·k²]. */
  private UnaryOperator<Tensor> turn(FeatureType in, KernelFamily family, int k) {
    if (family.equals(new GridKernels())) {
      Tensor index = numbers.table(Expansion.index(in, k));
      return weight -> weight.index_select(2, index);
    }
    double[] values = Expansion.values(in, family, k);
    int columns = in.group().order() * in.orientations() * k * k;
    Tensor functions = numbers.matrix(values, values.length / columns, columns);
    return weight -> weight.matmul(functions);
  }

  private Step convolution(Layer layer) {
    Window window = layer.window().orElseThrow();
    long out = layer.output().channels();
    Tensor filters =
        numbers.filters(out, layer.input().channels(), window.kernel(), window.kernel());
    Tensor bias = numbers.constant(0, out);
    return (x, mode) -> convolve(x, filters, bias, window);
  }

  private static Tensor convolve(Tensor x, Tensor filters, Tensor bias, Window window) {
    return torch.conv2d(
        x,
        filters,
        Tensors.some(bias),
        Window.perAxis(2, window.stride()),
        Window.perAxis(2, window.padding()),
        Window.perAxis(2, window.dilation()),
        1);
  }

  private Step fieldNorm(Layer layer) {
    List<Parameter> p = layer.parameters();
    Step norm =
        norm(
            numbers.copy(p.get(0)),
            numbers.copy(p.get(1)),
            numbers.copy(p.get(2)),
            numbers.copy(p.get(3)));
    FeatureType type = layer.input();
    return (x, mode) -> norm.apply(byField(x, type), mode).view(x.sizes());
  }

  private Step channelNorm(Layer layer) {
    long n = layer.input().channels();
    return norm(
        numbers.constant(1, n),
        numbers.constant(0, n),
        numbers.statistic(0, n),
        numbers.statistic(1, n));
  }

  private static Step norm(Tensor scale, Tensor shift, Tensor mean, Tensor variance) {
    return (x, mode) ->
        torch.batch_norm(
            x,
            Tensors.some(scale),
            Tensors.some(shift),
            Tensors.some(mean),
            Tensors.some(variance),
            mode != Mode.INFERENCE,
            MOMENTUM,
            EPSILON,
            false);
  }

  private static Step pool(Layer layer) {
    Window window = layer.window().orElseThrow();
    long[] kernel = Window.perAxis(2, window.kernel());
    long[] stride = Window.perAxis(2, window.stride());
    long[] padding = Window.perAxis(2, window.padding());
    return layer.kind().equals("maxPool")
        ? (x, mode) ->
            torch.max_pool2d(
                x, kernel, stride, padding, Window.perAxis(2, window.dilation()), false)
        : (x, mode) ->
            torch.avg_pool2d(x, kernel, stride, padding, false, true, new LongOptional());
  }

  private static Step projection(Layer layer) {
    FeatureType type = layer.input();
    if (!layer.output().isTrivial() || !layer.detail().startsWith("max")) {
      throw unknown(layer);
    }
    return (x, mode) -> byField(x, type).amax(new long[] {2}, false);
  }

  private static Step meanOverPixels(Layer layer) {
    if (!layer.detail().equals("mean")) {
      throw unknown(layer);
    }
    return (x, mode) -> x.mean(new long[] {2, 3}, true, new ScalarTypeOptional());
  }

  private Step linear(Layer layer) {
    Tensor weight = numbers.copy(layer.parameters().get(0));
    Tensor bias = numbers.copy(layer.parameters().get(1));
    return (x, mode) ->
        torch.linear(x.view(x.size(0), -1), weight, Tensors.some(bias)).view(x.size(0), -1, 1, 1);
  }

  private static Tensor byField(Tensor x, FeatureType type) {
    return x.view(x.size(0), type.fields(), type.orientations(), x.size(2), x.size(3));
  }
}
