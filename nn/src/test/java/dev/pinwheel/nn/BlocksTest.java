package dev.pinwheel.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.engine.ComputeDevice;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.layer.Activation;
import dev.pinwheel.nn.layer.Reduction;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers that are computed together give what they give one by one. */
class BlocksTest {
  private static final int SIZE = 16;

  /** Over D4, the first correlation has few enough taps to be joined with batch norm. */
  private static Net net(String group) {
    return Net.images(PointGroup.parse(group), 2, SIZE, SIZE)
        .lifting(6, Window.of(3).padding(1))
        .batchNorm()
        .relu()
        .dropout(0.4)
        .residual(
            b ->
                b.groupCorrelation(6, Window.of(3).padding(1))
                    .batchNorm()
                    .relu()
                    .groupCorrelation(6, Window.of(3).padding(1))
                    .batchNorm())
        .relu()
        .groupCorrelation(2, 3)
        .relu()
        .maxPool(2)
        .batchNorm()
        .relu()
        .dropout(0.2)
        .batchNorm()
        .projection(Reduction.MAX)
        .lifting(4, 3)
        .batchNorm()
        .relu()
        .projection(Reduction.MAX)
        .lifting(4, Window.of(3).padding(1))
        .invariantHead(3)
        .build();
  }

  private static float[] pixels() {
    float[] pixels = new float[5 * 2 * SIZE * SIZE];
    Random random = new Random(5);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    return pixels;
  }

  /** The net's values, then the gradients of all parameters, then the running statistics. */
  private static List<double[]> training(Model start, boolean oneByOne) {
    try (PointerScope scope = new PointerScope();
        Model model = start.to(Precision.FLOAT64, ComputeDevice.CPU)) {
      Pass pass = Pass.training(model.weights(), 11);
      if (oneByOne) {
        pass = pass.observedBy((layer, in, out) -> {});
      }
      FeatureMap y = model.net().apply(model.images(pixels()), pass);
      y.rows().square().sum().backward();
      List<double[]> all = new ArrayList<>();
      all.add(Tensors.toDoubles(y.rows()));
      for (Parameter p : model.weights().parameters()) {
        Tensor w = model.weights().get(p);
        all.add(Tensors.toDoubles(p.isTrainable() ? w.grad() : w));
      }
      return all;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"C1", "C4", "D4"})
  void trainAlike(String group) {
    try (Model model = Model.initialise(net(group), 3)) {
      List<double[]> together = training(model, false);
      List<double[]> oneByOne = training(model, true);
      for (int i = 0; i < together.size(); i++) {
        assertClose(together.get(i), oneByOne.get(i), 1e-11);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"C1", "C4", "D4"})
  void predictAlike(String group) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard();
        Model model = Model.initialise(net(group), 3)) {
      model.net().apply(model.images(pixels()), Pass.calibration(model.weights(), 1));
      FeatureMap x = model.images(pixels());
      Pass pass = Pass.inference(model.weights());
      double[] together = Tensors.toDoubles(model.net().apply(x, pass).rows());
      double[] again = Tensors.toDoubles(model.net().apply(x, pass).rows());
      double[] oneByOne =
          Tensors.toDoubles(model.net().apply(x, pass.observedBy((layer, in, out) -> {})).rows());
      assertThat(again).isEqualTo(together);
      assertClose(together, oneByOne, 1e-5);
    }
  }

  /** What is overwritten in inference is nobody's input any more, a shortcut's least of all. */
  @ParameterizedTest
  @EnumSource(Activation.class)
  void predictAlikeWithAnyActivation(Activation activation) {
    Net net =
        Net.images(PointGroup.parse("C4"), 2, SIZE, SIZE)
            .activation(activation)
            .lifting(3, 3)
            .activation(activation)
            .residual(
                b ->
                    b.activation(activation)
                        .groupCorrelation(3, Window.of(3).padding(1))
                        .batchNorm()
                        .activation(activation))
            .batchNorm()
            .activation(activation)
            .activation(activation)
            .invariantHead(3)
            .build();
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard();
        Model model = Model.initialise(net, 3)) {
      FeatureMap x = model.images(pixels());
      Pass pass = Pass.inference(model.weights());
      double[] together = Tensors.toDoubles(model.net().apply(x, pass).rows());
      double[] oneByOne =
          Tensors.toDoubles(model.net().apply(x, pass.observedBy((layer, in, out) -> {})).rows());
      assertClose(together, oneByOne, 1e-5);
      assertThat(Tensors.toDoubles(model.net().apply(x, pass).rows())).isEqualTo(together);
    }
    List<double[]> trained;
    List<double[]> watched;
    try (Model model = Model.initialise(net, 3)) {
      trained = training(model, false);
      watched = training(model, true);
    }
    for (int i = 0; i < trained.size(); i++) {
      assertClose(trained.get(i), watched.get(i), 1e-11);
    }
  }

  /** Where all γ are positive, maxima come before batch norm; else after it. */
  @ParameterizedTest
  @ValueSource(doubles = {1.5, 0.3, 0, -0.5})
  void poolAlike(double scale) {
    Net net =
        Net.images(PointGroup.parse("D4"), 2, SIZE, SIZE)
            .lifting(6, Window.of(3).padding(1))
            .batchNorm()
            .relu()
            .maxPool(2)
            .batchNorm()
            .relu()
            .maxBlurPool(2)
            .invariantHead(3)
            .build();
    try (Model model = Model.initialise(net, 3)) {
      setScales(model, scale);
      List<double[]> together = training(model, false);
      List<double[]> oneByOne = training(model, true);
      for (int i = 0; i < together.size(); i++) {
        assertClose(together.get(i), oneByOne.get(i), 1e-11);
      }
    }
  }

  /** Gives the second field of every batch norm another γ than one. */
  private static void setScales(Model model, double scale) {
    int changed = 0;
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      for (Parameter p : model.weights().parameters()) {
        Tensor w = model.weights().get(p);
        if (p.isTrainable() && Arrays.stream(Tensors.toDoubles(w)).allMatch(v -> v == 1)) {
          w.narrow(0, 1, 1).fill_(Tensors.scalar(scale));
          changed++;
        }
      }
    }
    assertThat(changed).isEqualTo(2);
  }

  private static void assertClose(double[] a, double[] b, double relative) {
    double largest = Math.max(1, Arrays.stream(b).map(Math::abs).max().orElseThrow());
    assertThat(a).hasSameSizeAs(b);
    for (int i = 0; i < a.length; i++) {
      assertThat(Math.abs(a[i] - b[i])).isLessThanOrEqualTo(relative * largest);
    }
  }
}
