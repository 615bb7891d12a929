package dev.pinwheel.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.check.EquivarianceCheck;
import dev.pinwheel.nn.engine.ComputeDevice;
import dev.pinwheel.nn.engine.Engine;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.layer.Activation;
import dev.pinwheel.nn.module.Mode;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Window;
import dev.pinwheel.nn.parallel.SplitBatch;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nets with so many fields that float32 goes through the Fourier domain, with any of OpenBLAS's
 * kernels, and float64 does not: what the one gives is what the other gives.
 */
class WideNetsTest {
  private static final int SIZE = 17;
  private static final int IMAGES = 17;
  private static final int CLASSES = 3;
  private static final double SINGLE = 1e-5;

  /** Each map is rounded by up to 1/256, and so is each derivative by one. */
  private static final double NARROW = 1.0 / 16;

  @AfterEach
  void oneThread() {
    Engine.setThreads(1);
  }

  /** Smooth, so that rounding puts nothing on another side of a kink. */
  private static Net net(String group, int fields) {
    return Net.images(PointGroup.parse(group), 1, SIZE, SIZE)
        .lifting(fields, Window.of(3).padding(1))
        .batchNorm()
        .activation(Activation.SILU)
        .groupCorrelation(fields, Window.of(3).padding(1))
        .batchNorm()
        .activation(Activation.SILU)
        .residual(b -> b.groupCorrelation(fields, Window.of(3).padding(2).dilation(2)))
        .groupCorrelation(fields + 1, 5)
        .activation(Activation.SILU)
        .groupCorrelation(fields, 2)
        .invariantHead(CLASSES)
        .build();
  }

  private static float[] pixels() {
    double[] numbers = Maps.normal(1, IMAGES * SIZE * SIZE);
    float[] pixels = new float[numbers.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) numbers[i];
    }
    return pixels;
  }

  private static long[] labels() {
    long[] labels = new long[IMAGES];
    for (int i = 0; i < IMAGES; i++) {
      labels[i] = i % CLASSES;
    }
    return labels;
  }

  /** The loss, and the gradients of all parameters in one vector. */
  private static List<double[]> step(Model start, Precision precision, int threads) {
    Engine.setThreads(threads);
    try (Model model = start.to(precision, ComputeDevice.CPU);
        SplitBatch batch = SplitBatch.of(model)) {
      SplitBatch.Result result = batch.step(pixels(), labels(), 5);
      List<double[]> all = new ArrayList<>(List.of(new double[] {result.loss()}));
      for (Parameter p : model.weights().parameters()) {
        if (p.isTrainable()) {
          all.add(Tensors.toDoubles(model.weights().get(p).grad()));
        }
      }
      return all;
    }
  }

  @ParameterizedTest
  @CsvSource({"D4, 16, 1", "D4, 16, 2", "C4, 60, 1", "C4, 60, 2"})
  void trainAlike(String group, int fields, int threads) {
    trainAlike(net(group, fields), Precision.FLOAT32, threads, SINGLE);
  }

  /** Where the processor has no more than instructions for it. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void trainAlikeInBf16(int threads) {
    trainAlike(net("D4", 32), Precision.BFLOAT16, threads, NARROW);
  }

  private static void trainAlike(Net net, Precision precision, int threads, double limit) {
    try (Model model = Model.initialise(net, 3)) {
      List<double[]> wide = step(model, Precision.FLOAT64, 1);
      List<double[]> single = step(model, precision, threads);
      double largest = wide.stream().mapToDouble(WideNetsTest::norm).max().orElseThrow();
      for (int i = 0; i < wide.size(); i++) {
        // A bias that batch norm takes away has the derivative zero and no relative error.
        if (norm(wide.get(i)) > 1e-6 * largest) {
          assertThat(Maps.error(single.get(i), wide.get(i))).as("number " + i).isLessThan(limit);
        }
      }
    }
  }

  private static double norm(double[] values) {
    double sum = 0;
    for (double v : values) {
      sum += v * v;
    }
    return Math.sqrt(sum);
  }

  @ParameterizedTest
  @CsvSource({"D4, 16, 1", "D4, 16, 2", "C4, 60, 1"})
  void predictAlike(String group, int fields, int threads) {
    Engine.setThreads(threads);
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard();
        Model single = Model.initialise(net(group, fields), 3)) {
      single.net().apply(single.images(pixels()), Pass.calibration(single.weights(), 1));
      double[] exact;
      try (Model wide = single.to(Precision.FLOAT64, ComputeDevice.CPU)) {
        exact = Tensors.toDoubles(scores(wide, Pass.inference(wide.weights())));
      }
      Pass pass = Pass.inference(single.weights());
      double[] together = Tensors.toDoubles(scores(single, pass));
      double[] again = Tensors.toDoubles(scores(single, pass));
      double[] oneByOne =
          Tensors.toDoubles(scores(single, pass.observedBy((layer, in, out) -> {})));
      assertThat(again).isEqualTo(together);
      assertThat(Maps.error(together, exact)).isLessThan(SINGLE);
      assertThat(Maps.error(oneByOne, exact)).isLessThan(SINGLE);
    }
  }

  private static Tensor scores(Model model, Pass pass) {
    FeatureMap x = model.images(pixels());
    return model.net().apply(x, pass).rows();
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"CALIBRATION", "INFERENCE"})
  void areEquivariantInSinglePrecision(Mode mode) {
    try (Model model = Model.initialise(net("D4", 16), 3)) {
      assertThat(
              EquivarianceCheck.of(model)
                  .precision(Precision.FLOAT32)
                  .random(2, 4)
                  .mode(mode)
                  .run()
                  .passed())
          .isTrue();
    }
  }
}
