package dev.pinwheel.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.benchmarks.reference.Form;
import dev.pinwheel.benchmarks.reference.ReferenceNet;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.engine.ComputeDevice;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.layer.Reduction;
import dev.pinwheel.nn.module.Mode;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Weights;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A comparison with a wrong reference is worth nothing. */
class ReferenceNetTest {
  private static final int IMAGES = 3;
  private static final double BAR = 1e-12;

  @ParameterizedTest
  @ValueSource(strings = {"C4", "D4"})
  void singleLayersAreTheSameFunction(String group) {
    PointGroup h = PointGroup.parse(group);

    assertSame(BenchNets.lifting(h, 5), Mode.TRAINING);
    assertSame(BenchNets.groupCorrelation(h, 3), Mode.TRAINING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"C8", "D3"})
  void soAreThoseOfOtherFamilies(String group) {
    assertSame(BenchNets.fineCorrelation(PointGroup.parse(group), 2), Mode.TRAINING);
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"TRAINING", "INFERENCE"})
  void wholeNetsAreTheSameFunction(Mode mode) {
    assertSame(BenchNets.p4cnn(), mode);
    assertSame(BenchNets.residual(), mode);
  }

  @Test
  void dropoutInInferenceIsTheIdentity() {
    assertSame(BenchNets.p4cnnWithDropout(), Mode.INFERENCE);
  }

  /** In float64: some processors compute the reference's float32 layout from stale memory. */
  @Test
  void inTrainingItDropsWhatItShould() {
    try (Model single = Model.initialise(BenchNets.p4cnnWithDropout(), 1);
        Model model = single.to(Precision.FLOAT64, ComputeDevice.CPU);
        ReferenceNet dropping = ReferenceNet.of(model, Form.EXPANDED, BenchNets.DROPOUT);
        ReferenceNet keeping = ReferenceNet.of(model, Form.EXPANDED, 0);
        PointerScope scope = new PointerScope()) {
      Tensor x = random(IMAGES, 1, 28, 28).to(Precision.FLOAT64.scalarType());

      assertThat(Tensors.toDoubles(dropping.forward(x, Mode.TRAINING)))
          .isNotEqualTo(Tensors.toDoubles(keeping.forward(x, Mode.TRAINING)));
    }
  }

  @Test
  void thePlainNetHasTheExpandedWidth() {
    try (Model model = Model.initialise(BenchNets.p4cnn(), 1);
        ReferenceNet plain = ReferenceNet.of(model, Form.PLAIN, 0);
        PointerScope scope = new PointerScope()) {
      Tensor y = plain.forward(random(IMAGES, 1, 28, 28), Mode.TRAINING);
      long weights = plain.trainable().stream().mapToLong(Tensor::numel).sum();

      assertThat(y.sizes().vec().get()).containsExactly(IMAGES, 10, 1, 1);
      assertThat(weights)
          .isEqualTo(
              (40 * 9 + 40) // the first convolution
                  + 5 * (40 * 40 * 9 + 40) // the hidden ones
                  + (40 * 40 * 16 + 40) // the last
                  + 6 * (40 + 40)); // batch norms
    }
  }

  @Test
  void aLayerItDoesNotKnowIsRefused() {
    Net net =
        Net.images(PointGroup.parse("C4"), 1, 4, 4)
            .lifting(2, 3)
            .projection(Reduction.MEAN)
            .build();
    try (Model model = Model.initialise(net, 1)) {
      assertThatThrownBy(() -> ReferenceNet.of(model, Form.EXPANDED, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no layer 'projection mean over C4");
    }
  }

  /** Outputs and gradients of all weights in float64, and what the statistics then give. */
  private static void assertSame(Net net, Mode mode) {
    try (Model single = Model.initialise(net, 7);
        Model model = single.to(Precision.FLOAT64, ComputeDevice.CPU);
        ReferenceNet reference = ReferenceNet.of(model, Form.EXPANDED, 0);
        PointerScope scope = new PointerScope()) {
      FeatureType in = net.input();
      int[] size = net.inputSize();
      Tensor x = random(IMAGES, in.fields(), in.orientations(), size[0], size[1]);
      Weights weights = model.weights();
      Pass pass = mode == Mode.TRAINING ? Pass.training(weights, 0) : Pass.inference(weights);
      Tensor ours = net.apply(map(in, x), pass).values();
      Tensor theirs = reference.forward(x.reshape(IMAGES, -1, size[0], size[1]), mode);
      theirs = theirs.view(ours.sizes());

      assertThat(error(ours, theirs)).as("output of %s", net.output()).isLessThan(BAR);

      Tensor v = torch.randn_like(theirs);
      ours.mul(v).sum().backward();
      theirs.mul(v).sum().backward();
      List<Parameter> trainable =
          net.parameters().values().stream().filter(Parameter::isTrainable).toList();
      assertThat(reference.trainable()).hasSameSizeAs(trainable);
      double scale = 0;
      for (Parameter p : trainable) {
        scale = Math.max(scale, weights.get(p).grad().abs().max().item_double());
      }
      for (int i = 0; i < trainable.size(); i++) {
        Tensor difference =
            weights.get(trainable.get(i)).grad().sub(reference.trainable().get(i).grad());
        assertThat(difference.abs().max().item_double() / scale)
            .as("gradient of %s", trainable.get(i).role())
            .isLessThan(BAR);
      }
      Tensor ourNext = net.apply(map(in, x), Pass.inference(weights)).values();
      Tensor theirNext = reference.forward(x.reshape(IMAGES, -1, size[0], size[1]), Mode.INFERENCE);
      assertThat(error(ourNext, theirNext.view(ours.sizes()))).isLessThan(BAR);
    }
  }

  private static FeatureMap map(FeatureType type, Tensor values) {
    Tensor rows = values.permute(0, 3, 4, 2, 1).contiguous().view(-1, type.channels());
    return FeatureMap.ofRows(
        type, rows, values.size(0), (int) values.size(3), (int) values.size(4));
  }

  private static Tensor random(long... shape) {
    return torch
        .empty(shape)
        .normal_(0, 1, new GeneratorOptional(torch.createCPUGenerator(3)))
        .to(shape.length == 5 ? torch.ScalarType.Double : torch.ScalarType.Float);
  }

  private static double error(Tensor a, Tensor b) {
    return a.sub(b).abs().max().div(a.abs().max()).item_double();
  }
}
