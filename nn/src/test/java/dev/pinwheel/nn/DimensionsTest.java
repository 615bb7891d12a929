package dev.pinwheel.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.group.Matrix;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.Subgroup;
import dev.pinwheel.nn.check.EquivarianceCheck;
import dev.pinwheel.nn.check.EquivarianceReport;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.Sizes;
import dev.pinwheel.nn.layer.Activation;
import dev.pinwheel.nn.layer.BatchNorm;
import dev.pinwheel.nn.layer.Reduction;
import dev.pinwheel.nn.layer.SpatialPool;
import dev.pinwheel.nn.module.Mode;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Window;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole nets on the line, in the plane and on volumes, for named groups and for a user's own. */
class DimensionsTest {
  private static final int CLASSES = 3;

  /** The mirror images of a box: every axis turned round by itself. */
  private static PointGroup box() {
    return PointGroup.generate(
        "box", Matrix.diagonal(-1, 1, 1), Matrix.diagonal(1, -1, 1), Matrix.diagonal(1, 1, -1));
  }

  /** Rotation by 90° about the third axis together with a reflection in its plane. */
  private static PointGroup rotoReflection() {
    return PointGroup.generate(
        "S4", Matrix.of(new double[] {0, -1, 0}, new double[] {1, 0, 0}, new double[] {0, 0, -1}));
  }

  /** The rotations of the tetrahedron and the inversion of all space. */
  private static PointGroup pyritohedral() {
    return PointGroup.generate(
        "Th",
        Matrix.of(new double[] {0, 0, 1}, new double[] {1, 0, 0}, new double[] {0, 1, 0}),
        Matrix.diagonal(1, -1, -1),
        Matrix.diagonal(-1, -1, -1));
  }

  /** The mirrors in both diagonals of the plane. */
  private static PointGroup diagonals() {
    return PointGroup.generate(
        "diagonals",
        Matrix.of(new double[] {0, 1}, new double[] {1, 0}),
        Matrix.of(new double[] {0, -1}, new double[] {-1, 0}));
  }

  /** Everything a net may have, small: stride, pools, residual, branches, quotient fields. */
  private static Net everything(PointGroup group, int fields, int... size) {
    return everything(group, fields, Activation.RELU, size);
  }

  /** With a single field per layer ReLU can switch a whole layer off, which ELU can't. */
  private static Net everything(PointGroup group, int fields, Activation activation, int... size) {
    Subgroup middle =
        Subgroup.all(group).stream()
            .filter(s -> s.order() > 1 && s.index() > 1)
            .findFirst()
            .orElse(Subgroup.trivial(group));
    Window same = Window.of(3).padding(1);
    return Net.images(group, 1, size)
        .lifting(fields, same)
        .batchNorm()
        .activation(activation)
        .then(t -> new SpatialPool(t, Window.of(3).stride(2), Reduction.MAX))
        .residual(
            b -> b.groupCorrelation(fields, same.stride(2)).batchNorm(),
            b -> b.groupCorrelation(fields, Window.of(1).stride(2)))
        .activation(activation)
        .concatenation(List.of(b -> b.groupCorrelation(1, same).batchNorm(), b -> b))
        .projection(middle, Reduction.MAX)
        .groupCorrelation(fields, 2)
        .batchNorm()
        .activation(activation)
        .invariantHead(CLASSES)
        .build();
  }

  static Stream<Arguments> nets() {
    return Stream.of(
            everything(PointGroup.reflection(), 4, 19),
            everything(diagonals(), 2, 11, 11),
            everything(box(), 2, 7, 11, 15),
            everything(rotoReflection(), 2, 7, 7, 7),
            everything(pyritohedral(), 1, Activation.ELU, 7, 7, 7),
            everything(PointGroup.cubeRotations(), 1, 7, 7, 7),
            everything(PointGroup.cubeSymmetries(), 1, Activation.ELU, 7, 7, 7))
        .flatMap(
            net ->
                Precision.ofCertificates().stream()
                    .map(p -> Arguments.of(Named.of(net.group().name(), net), p)));
  }

  @ParameterizedTest
  @MethodSource("nets")
  void areEquivariantBeforeAndAfterTraining(Net net, Precision precision) {
    try (Model model = Maps.model(net, 1)) {
      assertEquivariant(model, precision);
      double[] losses = descend(model, 10);
      assertThat(losses[9]).as("it learned").isLessThan(0.9 * losses[0]);
      assertAlive(model);
      assertEquivariant(model, precision);
    }
  }

  private static void assertEquivariant(Model model, Precision precision) {
    int order = model.net().group().order();
    EquivarianceCheck check = EquivarianceCheck.of(model).precision(precision).random(2, 3);
    for (Mode mode : List.of(Mode.INFERENCE, Mode.CALIBRATION)) {
      EquivarianceReport report = check.mode(mode).run();
      assertThat(report.tolerance()).isEqualTo(precision == Precision.FLOAT64 ? 1e-12 : 1e-5);
      assertThat(report.layers()).allMatch(l -> l.values().size() == order);
      assertThat(report.net().gradients()).hasSize(order);
      assertThat(report.gradientImages()).isPositive();
      assertThat(report.breakingLayers()).isEmpty();
      assertThat(report.passed()).as(report.net().toString()).isTrue();
    }
  }

  /**
   * Every map that batch norm takes still varies, by more than its ε. A map that does not is
   * rounding about a constant, which batch norm makes larger 1/√ε times; there is nothing in it to
   * be equivariant.
   */
  private static void assertAlive(Model model) {
    try (Model copy = model.to(Precision.FLOAT64, model.weights().device());
        NoGradGuard guard = new NoGradGuard()) {
      FeatureMap x = Maps.random(model.net().input(), 3, 2, model.net().inputSize());
      Pass pass = Pass.calibration(copy.weights(), 1);
      model
          .net()
          .apply(
              x,
              pass.observedBy(
                  (layer, in, out) -> {
                    if (layer instanceof BatchNorm) {
                      assertThat(in.rows().var().item_double()).isGreaterThan(1e-5);
                    }
                  }));
    }
  }

  /** Steps of gradient descent on cross entropy of random images, by hand; gives the losses. */
  private static double[] descend(Model model, int steps) {
    int images = 2 * CLASSES;
    int[] size = model.net().inputSize();
    double[] numbers = Maps.normal(5, images * (int) Sizes.pixels(size));
    float[] pixels = new float[numbers.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) numbers[i];
    }
    long[] labels = new long[images];
    Arrays.setAll(labels, i -> i % CLASSES);
    // A weight's derivative is a sum over the group: under 48 elements steps have to be shorter.
    double rate = model.net().group().order() > 24 ? 0.005 : 0.05;
    double[] losses = new double[steps];
    for (int step = 0; step < steps; step++) {
      try (PointerScope scope = new PointerScope()) {
        FeatureMap y =
            model.net().apply(model.images(pixels), Pass.training(model.weights(), step));
        Tensor loss = torch.cross_entropy_loss(y.rows(), Tensors.of(labels, images));
        loss.backward();
        losses[step] = loss.item_double();
        Descent.step(model, rate);
      }
    }
    return losses;
  }
}
