package dev.pinwheel.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pinwheel.nn.check.EquivarianceCheck;
import dev.pinwheel.nn.engine.ComputeDevice;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Pass;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Maps in bf16, all else in float32; close to float32, and good enough to learn. */
@ExtendWith(NativeScope.class)
class BFloat16Test {
  private static final int IMAGES = 96;

  /** The largest relative error of one rounding to bf16. */
  private static final double ROUNDING = 0x1p-8;

  private static Model model(String group, Precision precision) {
    try (Model fresh = Maps.model(DeepNet.net(group), 1)) {
      return fresh.to(precision, ComputeDevice.CPU);
    }
  }

  private static Tensor loss(Model model, Pass pass) {
    long[] labels = new long[IMAGES];
    java.util.Arrays.setAll(labels, i -> i % DeepNet.CLASSES);
    FeatureMap y = model.net().apply(model.images(DeepNet.pixels(IMAGES)), pass);
    return torch.cross_entropy_loss(model.scores(y), Tensors.of(labels, IMAGES));
  }

  /** A pass that fails at the first map that is not in bf16. */
  private static Pass strict(Pass pass, Set<Layer> seen) {
    return pass.observedBy(
        (layer, in, out) -> {
          seen.add(layer);
          assertThat(Tensors.has(in.channels(), ScalarType.BFloat16)).as("into " + layer).isTrue();
          assertThat(Tensors.has(out.channels(), ScalarType.BFloat16))
              .as("out of " + layer)
              .isTrue();
        });
  }

  @Test
  void mapsAreNarrowAndNumbersAreNot() {
    try (Model model = model("C4", Precision.BFLOAT16)) {
      for (boolean gradients : new boolean[] {false, true}) {
        try (AutoGradMode mode = new AutoGradMode(gradients)) {
          loss(model, strict(Pass.inference(model.weights()), new HashSet<>()));
          loss(model, strict(Pass.calibration(model.weights(), 1), new HashSet<>()));
        }
      }
      Set<Layer> seen = new HashSet<>();
      Tensor loss = loss(model, strict(Pass.training(model.weights(), 1), seen));
      assertThat(seen).hasSize(model.net().sites().size() + 1);
      assertThat(Tensors.has(loss, ScalarType.Float)).isTrue();
      loss.backward();
      for (Map.Entry<String, Parameter> p : model.net().parameters().entrySet()) {
        Tensor w = model.weights().get(p.getValue());
        assertThat(Tensors.has(w, ScalarType.Float)).as(p.getKey()).isTrue();
        if (p.getValue().isTrainable()) {
          assertThat(Tensors.has(w.grad(), ScalarType.Float)).as(p.getKey()).isTrue();
        }
      }
    }
  }

  @Test
  void numbersAreThoseOfFloat32UntilTheyAreUsed() {
    try (Model fresh = Maps.model(DeepNet.net("C4"), 1);
        Model narrow = fresh.to(Precision.BFLOAT16, ComputeDevice.CPU);
        Model back = narrow.to(Precision.FLOAT32, ComputeDevice.CPU)) {
      for (Parameter p : fresh.weights().parameters()) {
        double[] numbers = Maps.numbers(fresh.weights(), p);
        assertThat(Maps.numbers(narrow.weights(), p)).containsExactly(numbers);
        assertThat(Maps.numbers(back.weights(), p)).containsExactly(numbers);
      }
    }
  }

  /** Every map is rounded once or twice, so errors grow along the net, slower than its depth. */
  @ParameterizedTest
  @ValueSource(strings = {"C4", "D4"})
  void valuesAreCloseToThoseOfFloat32(String group) {
    for (String mode : List.of("training", "calibration", "joined inference", "inference")) {
      double[] narrow = values(group, Precision.BFLOAT16, mode);
      double[] wide = values(group, Precision.FLOAT32, mode);
      assertThat(Maps.error(narrow, wide)).as(mode).isBetween(1e-5, 4 * ROUNDING);
    }
  }

  private static double[] values(String group, Precision precision, String mode) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard();
        Model model = model(group, precision)) {
      FeatureMap x = model.images(DeepNet.pixels(IMAGES));
      model.net().apply(x, Pass.calibration(model.weights(), 1));
      Pass pass =
          switch (mode) {
            case "training" -> Pass.training(model.weights(), 2);
            case "calibration" -> Pass.calibration(model.weights(), 2);
            case "inference" -> Pass.inference(model.weights()).observedBy((layer, in, out) -> {});
            default -> Pass.inference(model.weights());
          };
      return Tensors.toDoubles(model.scores(model.net().apply(x, pass)));
    }
  }

  @Test
  void runningStatisticsAreCloseToThoseOfFloat32() {
    try (NoGradGuard guard = new NoGradGuard();
        Model wide = model("C4", Precision.FLOAT32);
        Model narrow = wide.to(Precision.BFLOAT16, ComputeDevice.CPU)) {
      for (Model model : List.of(wide, narrow)) {
        loss(model, Pass.calibration(model.weights(), 1));
      }
      for (Map.Entry<String, Parameter> p : wide.net().parameters().entrySet()) {
        double[] expected = Maps.numbers(wide.weights(), p.getValue());
        assertThat(Maps.error(Maps.numbers(narrow.weights(), p.getValue()), expected))
            .as(p.getKey())
            .isLessThan(2 * ROUNDING);
      }
    }
  }

  private static List<double[]> gradients(Model model) {
    List<double[]> all = new ArrayList<>();
    loss(model, Pass.training(model.weights(), 3)).backward();
    for (Parameter p : model.weights().parameters()) {
      if (p.isTrainable()) {
        all.add(Tensors.toDoubles(model.weights().get(p).grad()));
      }
    }
    return all;
  }

  private static double product(List<double[]> a, List<double[]> b) {
    double sum = 0;
    for (int i = 0; i < a.size(); i++) {
      for (int k = 0; k < a.get(i).length; k++) {
        sum += a.get(i)[k] * b.get(i)[k];
      }
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(strings = {"C4", "D4"})
  void gradientsPointTheSameWay(String group) {
    try (Model wide = Model.initialise(DeepNet.net(group), 2);
        Model narrow = wide.to(Precision.BFLOAT16, ComputeDevice.CPU)) {
      List<double[]> a = gradients(wide);
      List<double[]> b = gradients(narrow);
      double cosine = product(a, b) / Math.sqrt(product(a, a) * product(b, b));
      assertThat(cosine).isGreaterThan(0.99);
      assertThat(product(b, b) / product(a, a)).isBetween(0.95, 1.05);
      assertThat(cosine).as("not the same computation").isLessThan(0.99999);
    }
  }

  @Test
  void learns() {
    try (Model model = model("C4", Precision.BFLOAT16)) {
      List<Double> losses = new ArrayList<>();
      for (int step = 0; step < 12; step++) {
        try (PointerScope scope = new PointerScope()) {
          Tensor loss = loss(model, Pass.training(model.weights(), step));
          loss.backward();
          losses.add(loss.item_double());
          Descent.step(model, 0.05);
        }
      }
      assertThat(losses.get(11)).isLessThan(0.7 * losses.get(0));
    }
  }

  @Test
  void isNearlyEquivariantButNotCertified() {
    try (Model model = model("D4", Precision.BFLOAT16)) {
      loss(model, Pass.calibration(model.weights(), 1));
      FeatureMap x = model.images(DeepNet.pixels(4));
      Pass pass = Pass.inference(model.weights());
      double[] straight = Tensors.toDoubles(model.scores(model.net().apply(x, pass)));
      double worst = 0;
      for (int g = 1; g < 8; g++) {
        FeatureMap turned = model.net().apply(x.transform(g), pass);
        worst = Math.max(worst, Maps.error(Tensors.toDoubles(model.scores(turned)), straight));
      }
      assertThat(worst).isLessThan(2 * ROUNDING);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> EquivarianceCheck.of(model).precision(Precision.BFLOAT16))
          .withMessageContainingAll("bf16", "float64", "float32");
      assertThat(EquivarianceCheck.of(model).random(2, 1).run().passed()).isTrue();
    }
  }

  @Test
  void predictsInFloats() {
    try (Model model = model("C4", Precision.BFLOAT16);
        Model wide = model("C4", Precision.FLOAT64)) {
      float[] x = DeepNet.pixels(3);
      FeatureMap y = model.net().apply(model.images(x), Pass.inference(model.weights()));
      assertThat(Tensors.has(y.channels(), ScalarType.BFloat16)).isTrue();
      assertThat(Tensors.has(model.scores(y), ScalarType.Float)).isTrue();
      assertThat(model.scores(y).sizes().vec().get()).containsExactly(3, DeepNet.CLASSES);
      assertThat(model.scores(y).requires_grad()).isTrue();
      assertThat(model.scores(x)).hasDimensions(3, DeepNet.CLASSES);
      FeatureMap z = wide.net().apply(wide.images(x), Pass.inference(wide.weights()));
      assertThat(Tensors.has(wide.scores(z), ScalarType.Double)).isTrue();
      assertThat(Tensors.toDoubles(wide.scores(z))).containsExactly(Maps.values(z));
    }
  }
}
