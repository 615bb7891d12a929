package dev.pinwheel.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.check.EquivarianceCheck;
import dev.pinwheel.nn.check.EquivarianceReport;
import dev.pinwheel.nn.engine.ComputeDevice;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.layer.Interpolation;
import dev.pinwheel.nn.module.Mode;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Window;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Encoder-decoders whose map of classes turns with the image. */
class UNetTest {
  private static final int SIZE = 16;
  private static final int CLASSES = 2;

  private static Net net(String group, UNet middle) {
    return Net.images(PointGroup.parse(group), 1, SIZE, SIZE)
        .block(middle)
        .pixelHead(CLASSES)
        .build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"C1", "C2", "C4", "D1", "D2", "D4"})
  void isExactBeforeAndAfterTraining(String group) {
    try (Model model = Maps.model(net(group, UNet.ofDepth(2, 2)), 1)) {
      assertExact(model);
      double[] losses = descend(model, 10);
      assertThat(losses[9]).as("it learned").isLessThan(0.9 * losses[0]);
      assertExact(model);
    }
  }

  static Stream<UNet> variants() {
    return Stream.of(
        UNet.of(2),
        UNet.of(2, 4).down(b -> b.maxBlurPool(2)).norm(b -> b.groupNorm(1)),
        UNet.of(4, 4)
            .down(b -> b.blurPool(2))
            .up(b -> b.upSample(2, Interpolation.NEAREST))
            .norm(NetBuilder::layerNorm),
        UNet.of(1, 2, 3)
            .down(b -> b.groupCorrelation(b.type().fields(), Window.of(2).stride(2)))
            .up(b -> b.transposedGroupCorrelation(1, Window.of(4).stride(2).padding(1))));
  }

  @ParameterizedTest
  @MethodSource("variants")
  void isExactWhateverItIsMadeOf(UNet middle) {
    for (String group : List.of("C4", "D4")) {
      try (Model model = Maps.model(net(group, middle), 1)) {
        assertExact(model);
      }
    }
  }

  @Test
  void isExactOnTheLineAndInSpace() {
    UNet middle = UNet.of(1, 1);
    Net line = Net.images(PointGroup.reflection(), 1, 12).block(middle).pixelHead(2).build();
    Net space =
        Net.images(PointGroup.cubeRotations(), 1, 4, 4, 4).block(middle).pixelHead(2).build();
    for (Net net : List.of(line, space)) {
      try (Model model = Maps.model(net, 1)) {
        assertExact(model);
      }
    }
  }

  private static void assertExact(Model model) {
    for (Precision precision : Precision.ofCertificates()) {
      for (Mode mode : List.of(Mode.INFERENCE, Mode.CALIBRATION)) {
        EquivarianceReport report =
            EquivarianceCheck.of(model).precision(precision).mode(mode).random(4, 1).run();
        assertThat(report.net().values()).hasSize(model.net().group().order());
        assertThat(report.gradientImages()).isPositive();
        assertThat(report.passed())
            .as("%s %s: %s, %s", mode, precision, report.breakingLayers(), report.net())
            .isTrue();
      }
    }
  }

  private static float[] pixels(int images) {
    double[] noise = Maps.normal(3, images * SIZE * SIZE);
    float[] pixels = new float[noise.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) (0.3 * noise[i] + label(i));
    }
    return pixels;
  }

  /** A bright bar, at another place in each image. */
  private static int label(int i) {
    int image = i / (SIZE * SIZE);
    int row = i / SIZE % SIZE;
    int column = i % SIZE;
    return row > 2 + image && row < 8 + image && column > 3 && column < 7 ? 1 : 0;
  }

  private static Tensor loss(Model model, Pass pass) {
    float[] pixels = pixels(4);
    FeatureMap y = model.net().apply(model.images(pixels), pass);
    long[] labels = new long[pixels.length];
    java.util.Arrays.setAll(labels, UNetTest::label);
    return torch.cross_entropy_loss(y.rows(), Tensors.of(labels, labels.length));
  }

  private static double[] descend(Model model, int steps) {
    double[] losses = new double[steps];
    for (int step = 0; step < steps; step++) {
      try (PointerScope scope = new PointerScope()) {
        Tensor loss = loss(model, Pass.training(model.weights(), step));
        loss.backward();
        losses[step] = loss.item_double();
        Descent.step(model, 0.05);
      }
    }
    return losses;
  }

  @Test
  void givesScalarFieldsOfTheImagesSize() {
    Net net = net("D4", UNet.ofDepth(3, 2));
    assertThat(net.output()).isEqualTo(FeatureType.trivial(PointGroup.dihedral(4), CLASSES));
    assertThat(net.outputSize()).containsExactly(SIZE, SIZE);
    assertThat(net.sites().stream().map(s -> s.layer().output().fields())).contains(2, 4, 8, 16);
    assertThat(net.summary()).contains("concatenation1.sequential2.concatenation1");
  }

  @Test
  void sizesThatCannotBeHalvedAreRefused() {
    NetBuilder builder = Net.images(PointGroup.cyclic(4), 1, 18, 18).block(UNet.ofDepth(2, 2));
    assertThatExceptionOfType(SizeRuleException.class)
        .isThrownBy(builder::build)
        .withMessageContainingAll("maxPool1", "16 and 20");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UNet.of(8, 0))
        .withMessageContaining("[8, 0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UNet.ofDepth(-1, 8))
        .withMessageContaining("-1");
  }

  @Test
  void predictsAlikeLayerByLayerAndInBf16() {
    UNet middle = UNet.ofDepth(2, 2).down(b -> b.maxBlurPool(2));
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard();
        Model model = Model.initialise(net("D4", middle), 1);
        Model narrow = model.to(Precision.BFLOAT16, ComputeDevice.CPU)) {
      FeatureMap x = model.images(pixels(2));
      Pass pass = Pass.inference(model.weights());
      double[] together = Tensors.toDoubles(model.net().apply(x, pass).rows());
      double[] oneByOne =
          Tensors.toDoubles(model.net().apply(x, pass.observedBy((l, in, out) -> {})).rows());
      assertThat(Maps.error(together, oneByOne)).isLessThan(1e-5);
      FeatureMap rounded =
          narrow.net().apply(narrow.images(pixels(2)), Pass.inference(narrow.weights()));
      assertThat(Maps.error(Tensors.toDoubles(rounded.rows()), together)).isBetween(1e-5, 0.03);
    }
  }
}
