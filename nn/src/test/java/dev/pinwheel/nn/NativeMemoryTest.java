package dev.pinwheel.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.engine.Engine;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Pass;
import java.util.Arrays;
import java.util.Random;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Native memory goes back when its scope closes, not when the garbage collector happens by. */
class NativeMemoryTest {
  private static final int WARM_UP = 60;
  private static final int STEPS = 300;
  private static final int IMAGES = 24;
  private static final int SIZE = 20;

  /** The smallest map of a step has 24·18·18·16 numbers: kept once a step it would be 149 MB. */
  private static final long BOUND = 64L << 20;

  private static float[] pixels() {
    Random random = new Random(1);
    float[] pixels = new float[IMAGES * SIZE * SIZE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextFloat();
    }
    return pixels;
  }

  private static Net net() {
    return Net.images(PointGroup.parse("C4"), 1, SIZE, SIZE)
        .lifting(4, 3)
        .batchNorm()
        .relu()
        .dropout(0.1)
        .groupCorrelation(4, 1)
        .invariantHead(3)
        .build();
  }

  private static void train(Model model, float[] pixels, int seed) {
    try (PointerScope scope = new PointerScope()) {
      Pass pass = Pass.training(model.weights(), seed);
      model.net().apply(model.images(pixels), pass).rows().square().sum().backward();
      for (Parameter p : model.weights().parameters()) {
        if (p.isTrainable()) {
          model.weights().get(p).mutable_grad().zero_();
        }
      }
      model.weights().changed();
    }
  }

  private static void trainSteps(Model model, float[] pixels, int count) {
    for (int step = 0; step < count; step++) {
      train(model, pixels, step);
    }
  }

  private static void assertFlat(Runnable step) {
    for (int i = 0; i < WARM_UP; i++) {
      step.run();
    }
    // First, as it calls the garbage collector: what waits for that must not count as kept.
    long resident = residentBytes();
    long bytes = Pointer.totalBytes();
    long count = Pointer.totalCount();
    for (int i = 0; i < STEPS; i++) {
      step.run();
    }
    assertThat(Pointer.totalCount()).as("native objects").isLessThanOrEqualTo(count);
    assertThat(Pointer.totalBytes()).as("bytes of native objects").isLessThanOrEqualTo(bytes);
    assertThat(residentBytes() - resident).as("growth of the process").isLessThan(BOUND);
  }

  /** Of the process, its Java heap shrunk: that it grew is no leak. */
  private static long residentBytes() {
    System.gc();
    try {
      // The collector gives the pages back a little later, in its own thread.
      Thread.sleep(400);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return Pointer.physicalBytes();
  }

  @Test
  void trainingStepsLeaveNothingBehind() {
    float[] pixels = pixels();
    try (Model model = Maps.model(net(), 1)) {
      int[] seed = {0};
      assertFlat(() -> train(model, pixels, seed[0]++));
    }
  }

  @Test
  void predictionsLeaveNothingBehind() {
    float[] pixels = pixels();
    try (Model model = Maps.model(net(), 1)) {
      assertFlat(() -> assertThat(model.scores(pixels)).hasDimensions(IMAGES, 3));
    }
  }

  /** Wide enough for the Fourier domain: kept once a step, a map would be 157 MB. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void wideNetsLeaveNothingBehind(int threads) {
    int size = 18;
    int images = 4;
    float[] pixels = Arrays.copyOf(pixels(), images * size * size);
    Net net =
        Net.images(PointGroup.parse("D4"), 1, size, size)
            .lifting(16, 3)
            .batchNorm()
            .relu()
            .groupCorrelation(16, 3)
            .invariantHead(3)
            .build();
    int before = Engine.threads();
    Engine.setThreads(threads);
    try (Model model = Model.initialise(net, 1)) {
      assertFlat(() -> assertThat(model.scores(pixels)).hasDimensions(images, 3));
      trainSteps(model, pixels, WARM_UP);
      long resident = residentBytes();
      trainSteps(model, pixels, STEPS);
      assertThat(residentBytes() - resident).as("growth by training").isLessThan(BOUND);
    } finally {
      Engine.setThreads(before);
    }
  }

  @Test
  void closedModelsLeaveNothingBehind() {
    float[] pixels = pixels();
    Net net = net();
    assertFlat(
        () -> {
          try (Model model = Maps.model(net, 1);
              Model copy = new Model(net, model.weights().copy())) {
            assertThat(copy.scores(pixels)).isEqualTo(model.scores(pixels));
          }
        });
  }
}
