package dev.pinwheel.nn.check;

import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.module.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The derivatives of a whole net, compared over the group.
 *
 * <p>In float32 some of a net's many rectifiers and maxima can lie within rounding of their kink,
 * so that an image and its turned copy fall on different sides and the derivatives differ by a
 * finite amount, symmetric or not. Such an image is recognised without asking about symmetry: there
 * the float32 derivative disagrees with the float64 derivative at the very same point. It is left
 * out, and counted.
 */
record NetGradients(List<Double> errors, int images) {
  /** Far above rounding in float32, far below what one kink moves. */
  private static final double KINK = 1e-4;

  static NetGradients measure(Probe probe, Model original, FeatureMap images) {
    Model model = probe.model();
    if (!probe.action().actsOn(images.type()) || !probe.action().actsOn(model.net().output())) {
      return new NetGradients(List.of(), 0);
    }
    try (PointerScope scope = new PointerScope()) {
      FeatureMap x = probe.disturbedImage(images);
      FeatureMap v = probe.random(model.net().output(), x.batch(), model.net().outputSize());
      if (model.weights().precision() != Precision.FLOAT64) {
        List<Integer> regular = regularImages(probe, original, x, v);
        if (regular.isEmpty()) {
          return new NetGradients(List.of(Double.NaN), 0);
        }
        x = select(x, regular);
        v = select(v, regular);
      }
      List<Double> errors = new ArrayList<>();
      Derivative straight = derivative(probe, model, x, v);
      for (int g = 0; g < probe.group().order(); g++) {
        Derivative turned =
            derivative(probe, model, probe.action().apply(g, x), probe.action().apply(g, v));
        errors.add(probe.compare(g, straight, turned));
      }
      return new NetGradients(errors, (int) x.batch());
    }
  }

  /** The images at which, for every element, float32 and float64 see the same side of all kinks. */
  private static List<Integer> regularImages(
      Probe probe, Model original, FeatureMap x, FeatureMap v) {
    TreeSet<Integer> regular = new TreeSet<>();
    for (int i = 0; i < x.batch(); i++) {
      regular.add(i);
    }
    try (PointerScope scope = new PointerScope();
        Model exact = original.to(Precision.FLOAT64, original.weights().device())) {
      for (int g = 0; g < probe.group().order(); g++) {
        FeatureMap turned = probe.action().apply(g, x);
        FeatureMap along = probe.action().apply(g, v);
        Derivative rounded = derivative(probe, probe.model(), turned, along);
        Derivative precise = derivative(probe, exact, wide(turned), wide(along));
        double[] errors =
            Errors.perImage(rounded.input().rows(), precise.input().rows(), x.batch());
        regular.retainAll(Errors.within(errors, KINK));
      }
    }
    return List.copyOf(regular);
  }

  private static Derivative derivative(Probe probe, Model model, FeatureMap x, FeatureMap v) {
    List<Parameter> parameters = List.copyOf(model.net().parameters().values());
    return Derivative.of(model.net()::apply, parameters, model.weights(), probe.pass(model), x, v);
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
