package dev.pinwheel.nn.check;

import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Pass;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The derivatives of a whole net, or of one of its layers, compared over the group.
 *
 * <p>In float32 some of the many rectifiers and maxima can lie within rounding of their kink, so
 * that an image and its turned copy fall on different sides and the derivatives differ by a finite
 * amount, symmetric or not. Such an image is recognised without asking about symmetry: there the
 * float32 derivative disagrees with the float64 derivative at the very same point. It is left out,
 * and counted.
 */
record NetGradients(List<Double> errors, int images) {
  /** Far above rounding in float32, far below what one kink moves. */
  private static final double KINK = 1e-4;

  /**
   * What is differentiated; the same for copies of a model in other precisions. A single layer has
   * its kinks where its input says, which rounding does not move; a composition's are moved.
   */
  private record Operator(
      BiFunction<FeatureMap, Pass, FeatureMap> phi,
      FeatureType output,
      List<Parameter> parameters,
      boolean composed) {
    Derivative derivative(Probe probe, Model model, FeatureMap x, FeatureMap v) {
      return Derivative.of(phi, parameters, model.weights(), probe.pass(model), x, v);
    }
  }

  static NetGradients measure(Probe probe, Model original, FeatureMap images) {
    Net net = probe.model().net();
    List<Parameter> parameters = List.copyOf(net.parameters().values());
    Operator operator = new Operator(net::apply, net.output(), parameters, true);
    return measure(probe, original, operator, probe.disturbedImage(images), net.outputSize());
  }

  /** The same for a layer of the net, at a generic point near its input there. */
  static NetGradients measure(Probe probe, Model original, Layer layer, FeatureMap in) {
    List<Parameter> parameters = Derivative.parametersOf(layer);
    boolean composed = !layer.children().isEmpty();
    Operator operator = new Operator(layer::apply, layer.output(), parameters, composed);
    return measure(
        probe, original, operator, probe.disturbedInput(in), layer.outputSize(in.size()));
  }

  private static NetGradients measure(
      Probe probe, Model original, Operator operator, FeatureMap point, int[] outputSize) {
    Model model = probe.model();
    if (!probe.action().actsOn(point.type()) || !probe.action().actsOn(operator.output())) {
      return new NetGradients(List.of(), 0);
    }
    try (PointerScope scope = new PointerScope()) {
      FeatureMap x = point;
      FeatureMap v = probe.random(operator.output(), x.batch(), outputSize);
      if (operator.composed() && model.weights().precision() != Precision.FLOAT64) {
        List<Integer> regular = regularImages(probe, original, operator, x, v);
        if (regular.isEmpty()) {
          return new NetGradients(List.of(Double.NaN), 0);
        }
        x = select(x, regular);
        v = select(v, regular);
      }
      List<Double> errors = new ArrayList<>();
      Derivative straight = operator.derivative(probe, model, x, v);
      for (int g = 0; g < probe.group().order(); g++) {
        Derivative turned =
            operator.derivative(
                probe, model, probe.action().apply(g, x), probe.action().apply(g, v));
        errors.add(probe.compare(g, straight, turned));
      }
      return new NetGradients(errors, (int) x.batch());
    }
  }

  /** The images at which, for every element, float32 and float64 see the same side of all kinks. */
  private static List<Integer> regularImages(
      Probe probe, Model original, Operator operator, FeatureMap x, FeatureMap v) {
    TreeSet<Integer> regular = new TreeSet<>();
    for (int i = 0; i < x.batch(); i++) {
      regular.add(i);
    }
    try (PointerScope scope = new PointerScope();
        Model exact = original.to(Precision.FLOAT64, original.weights().device())) {
      for (int g = 0; g < probe.group().order(); g++) {
        FeatureMap turned = probe.action().apply(g, x);
        FeatureMap along = probe.action().apply(g, v);
        Derivative rounded = operator.derivative(probe, probe.model(), turned, along);
        Derivative precise = operator.derivative(probe, exact, wide(turned), wide(along));
        double[] errors =
            Errors.perImage(rounded.input().rows(), precise.input().rows(), x.batch());
        regular.retainAll(Errors.within(errors, KINK));
      }
    }
    return List.copyOf(regular);
  }

  private static FeatureMap wide(FeatureMap x) {
    return FeatureMap.ofRows(
        x.type(), x.rows().to(Precision.FLOAT64.scalarType()), x.batch(), x.size());
  }

  private static FeatureMap select(FeatureMap x, List<Integer> images) {
    long[] indices = images.stream().mapToLong(Integer::longValue).toArray();
    Tensor index = torch.tensor(indices);
    Tensor chosen = x.rows().view(x.batch(), -1, x.type().channels());
    Tensor placed = chosen.is_cpu() ? index : index.to(chosen.device(), index.scalar_type());
    return FeatureMap.ofRows(
        x.type(),
        chosen.index_select(0, placed).view(-1, x.type().channels()),
        indices.length,
        x.size());
  }
}
