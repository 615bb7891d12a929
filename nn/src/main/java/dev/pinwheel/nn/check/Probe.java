package dev.pinwheel.nn.check;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.feature.Sizes;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Mode;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Seeds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Turns inputs, applies maps, compares: one model in one precision under one group. */
final class Probe {
  /** Half a grey level of 256, in units of an image's deviation of about a third of the range. */
  private static final double IMAGE_NOISE = 1.0 / 170;

  private static final double LAYER_NOISE = 0.1;

  private final Model model;
  private final PointGroup group;
  private final GroupAction action;
  private final Mode mode;
  private final long seed;
  private long draws;

  Probe(Model model, PointGroup group, Mode mode, long seed) {
    this.model = model;
    this.group = group;
    this.action = new GroupAction(group);
    this.mode = mode;
    this.seed = seed;
  }

  Model model() {
    return model;
  }

  GroupAction action() {
    return action;
  }

  PointGroup group() {
    return group;
  }

  Pass pass() {
    return pass(model);
  }

  Pass pass(Model of) {
    return mode == Mode.INFERENCE
        ? Pass.inference(of.weights())
        : Pass.calibration(of.weights(), 1);
  }

  /** Normal numbers of variance 1, another stream at each call. */
  FeatureMap random(FeatureType type, long images, int... size) {
    Tensor rows =
        torch
            .empty(images * Sizes.pixels(size), type.channels())
            .normal_(
                0, 1, new GeneratorOptional(torch.createCPUGenerator(Seeds.mix(seed, draws++))));
    Tensor placed =
        rows.to(model.weights().device().handle(), model.weights().precision().scalarType());
    return FeatureMap.ofRows(type, placed, images, size);
  }

  /** The input of every layer while the net computes x. */
  Map<Layer, FeatureMap> record(FeatureMap x) {
    Map<Layer, FeatureMap> inputs = new HashMap<>();
    try (NoGradGuard guard = new NoGradGuard()) {
      model.net().apply(x, pass().observedBy((layer, in, out) -> inputs.putIfAbsent(layer, in)));
    }
    return inputs;
  }

  /** The error of values for each element, the largest over images. */
  List<Double> values(
      BiFunction<FeatureMap, Pass, FeatureMap> phi, FeatureMap x, FeatureType output) {
    return FunctionCheck.errors(group, y -> phi.apply(y, pass()), x, output);
  }

  double compare(int g, Derivative straight, Derivative turned) {
    FeatureMap expected = action.apply(g, straight.input());
    double byInput =
        Errors.max(Errors.perImage(turned.input().rows(), expected.rows(), expected.batch()));
    double byParameters = Errors.joint(turned.parameters(), straight.parameters());
    return Double.isNaN(byInput) ? byInput : Math.max(byInput, byParameters);
  }

  FeatureMap disturbedImage(FeatureMap x) {
    return disturbed(x, IMAGE_NOISE);
  }

  FeatureMap disturbedInput(FeatureMap x) {
    return disturbed(x, LAYER_NOISE);
  }

  /** The map plus normal noise, a given part of its root mean square. */
  private FeatureMap disturbed(FeatureMap x, double part) {
    try (NoGradGuard guard = new NoGradGuard()) {
      Tensor rows = x.rows();
      double rms = Math.sqrt(rows.square().mean().item_double());
      Tensor noise = random(x.type(), x.batch(), x.size()).rows();
      Tensor sum = rows.add(noise.mul(Tensors.scalar(rms == 0 ? 1 : part * rms)));
      return FeatureMap.ofRows(x.type(), sum, x.batch(), x.size());
    }
  }
}
