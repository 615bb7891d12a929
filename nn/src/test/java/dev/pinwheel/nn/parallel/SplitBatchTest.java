package dev.pinwheel.nn.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.Maps;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.NetBuilder;
import dev.pinwheel.nn.engine.ComputeDevice;
import dev.pinwheel.nn.engine.Engine;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.layer.Activation;
import dev.pinwheel.nn.layer.Reduction;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitBatchTest {
  private static final int IMAGES = 27;
  private static final int SIZE = 10;
  private static final int CLASSES = 3;

  /** Before the threads are set: Maps sets them when it is first used. */
  private static final float[] PIXELS = pixels();

  @AfterEach
  void oneThread() {
    Engine.setThreads(1);
  }

  private static Model model(UnaryOperator<NetBuilder> middle) {
    Net net =
        middle
            .apply(Net.images(PointGroup.parse("p4m"), 1, SIZE, SIZE).lifting(2, 3).batchNorm())
            .relu()
            .groupCorrelation(2, 3)
            .batchNorm()
            .relu()
            .projection(Reduction.MAX)
            .lifting(2, 3)
            .batchNorm()
            .invariantHead(CLASSES)
            .build();
    try (Model fresh = Model.initialise(net, 4)) {
      return fresh.to(Precision.FLOAT64, ComputeDevice.CPU);
    }
  }

  private static float[] pixels() {
    double[] numbers = Maps.normal(1, IMAGES * SIZE * SIZE);
    float[] pixels = new float[numbers.length];
    for (int i = 0; i < pixels.length; i++) {
      // Parts of different brightness: statistics of a part are not those of the batch.
      pixels[i] = (float) (numbers[i] + i / (double) pixels.length);
    }
    return pixels;
  }

  private static long[] labels() {
    long[] labels = new long[IMAGES];
    Arrays.setAll(labels, i -> (i * 7) % CLASSES);
    return labels;
  }

  /** The loss, then gradients and statistics, and that gradients are then forgotten. */
  private static List<double[]> step(UnaryOperator<NetBuilder> middle, int threads) {
    Engine.setThreads(threads);
    try (Model model = model(middle);
        SplitBatch batch = SplitBatch.of(model)) {
      SplitBatch.Result result = batch.step(PIXELS, labels(), 5);
      List<double[]> all = new ArrayList<>();
      all.add(new double[] {result.loss(), result.wrong()});
      for (Parameter p : model.weights().parameters()) {
        Tensor w = model.weights().get(p);
        all.add(Tensors.toDoubles(p.isTrainable() ? w.grad() : w));
      }
      return all;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void givesWhatTheWholeBatchGives(int threads) {
    assertSplitIsWhole(b -> b, threads);
  }

  @Test
  void ofLayersThatTreatImagesOneByOneToo() {
    UnaryOperator<NetBuilder> middle =
        b ->
            b.groupNorm(2)
                .maxBlurPool(2)
                .transposedGroupCorrelation(2, Window.of(2).stride(2))
                .layerNorm()
                .discMask();
    assertSplitIsWhole(middle, 2);
  }

  @Test
  void ofKindsWhoseNormsAreOverTheBatchToo() {
    FeatureType mixed = FeatureType.parse("p4m: 1 regular + 3 irrep(1,1) + 2 irrep(0,2)");
    FeatureType regular = FeatureType.parse("p4m: 2 regular");
    UnaryOperator<NetBuilder> middle =
        b ->
            b.fieldCorrelation(mixed, 3)
                .batchNorm()
                .activation(Activation.RELU)
                .fieldCorrelation(regular, 1);
    assertSplitIsWhole(middle, 3);
  }

  private static void assertSplitIsWhole(UnaryOperator<NetBuilder> middle, int threads) {
    List<double[]> whole = step(middle, 1);
    List<double[]> split = step(middle, threads);
    for (int i = 0; i < whole.size(); i++) {
      assertThat(split.get(i)).hasSameSizeAs(whole.get(i));
      for (int j = 0; j < whole.get(i).length; j++) {
        assertThat(split.get(i)[j]).isCloseTo(whole.get(i)[j], within(whole.get(i)[j]));
      }
    }
  }

  private static Offset<Double> within(double value) {
    return Offset.offset(1e-12 * Math.max(1, Math.abs(value)));
  }

  @Test
  void isTheSameBitForBitAtOneNumberOfThreads() {
    List<double[]> first = step(b -> b.dropout(0.3), 2);
    List<double[]> second = step(b -> b.dropout(0.3), 2);
    for (int i = 0; i < first.size(); i++) {
      assertThat(second.get(i)).isEqualTo(first.get(i));
    }
  }

  @Test
  void partsDropOtherValues() {
    Engine.setThreads(2);
    List<double[]> seen = Collections.synchronizedList(new ArrayList<>());
    UnaryOperator<NetBuilder> watched =
        b ->
            b.then(type -> new Watch(type, (x, pass) -> {}))
                .dropout(0.5)
                .then(type -> new Watch(type, (x, pass) -> seen.add(zeros(x))));
    try (Model model = model(watched);
        SplitBatch batch = SplitBatch.of(model)) {
      batch.step(PIXELS, labels(), 5);
    }
    assertThat(seen).hasSize(2);
    int shorter = Math.min(seen.get(0).length, seen.get(1).length);
    assertThat(Arrays.copyOf(seen.get(0), shorter))
        .isNotEqualTo(Arrays.copyOf(seen.get(1), shorter));
  }

  private static double[] zeros(FeatureMap x) {
    return Arrays.stream(Tensors.toDoubles(x.rows())).map(v -> v == 0 ? 0 : 1).toArray();
  }

  @Test
  void aFailureInOnePartEndsTheStep() {
    Engine.setThreads(2);
    UnaryOperator<NetBuilder> failing =
        b ->
            b.then(
                type ->
                    new Watch(
                        type,
                        (x, pass) -> {
                          if (pass.part().index() == 1) {
                            throw new IllegalStateException("no more");
                          }
                        }));
    try (Model model = model(failing);
        SplitBatch batch = SplitBatch.of(model)) {
      for (int i = 0; i < 3; i++) {
        assertThatExceptionOfType(IllegalStateException.class)
            .isThrownBy(() -> batch.step(PIXELS, labels(), 5))
            .withMessage("no more");
      }
      for (Parameter p : model.weights().parameters()) {
        assertThat(model.weights().get(p).grad().defined()).isFalse();
      }
    }
  }

  @Test
  void anInterruptionEndsTheStep() {
    Engine.setThreads(2);
    try (Model model = model(b -> b);
        SplitBatch batch = SplitBatch.of(model)) {
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(CancellationException.class)
          .isThrownBy(() -> batch.step(PIXELS, labels(), 5));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(batch.step(PIXELS, labels(), 5).loss()).isPositive();
    }
  }

  @Test
  void netsThatMixImagesAndSmallBatchesAreNotSplit() {
    Engine.setThreads(2);
    List<Integer> batches = Collections.synchronizedList(new ArrayList<>());
    for (boolean mixes : new boolean[] {true, false}) {
      for (int images : new int[] {15, 16}) {
        batches.clear();
        UnaryOperator<NetBuilder> watched =
            b -> b.then(type -> new Watch(type, (x, pass) -> batches.add((int) x.batch()), mixes));
        try (Model model = model(watched);
            SplitBatch batch = SplitBatch.of(model)) {
          batch.step(
              Arrays.copyOf(PIXELS, images * SIZE * SIZE), Arrays.copyOf(labels(), images), 0);
        }
        assertThat(batches)
            .as("mixes %s, images %d, threads %d", mixes, images, Engine.threads())
            .hasSize(mixes || images < 16 ? 1 : 2);
      }
    }
  }

  @Test
  void countsMustFit() {
    try (Model model = model(b -> b);
        SplitBatch batch = SplitBatch.of(model)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> batch.step(new float[SIZE * SIZE + 1], new long[2], 0))
          .withMessage("101 numbers are not 2 images");
    }
  }

  /** The identity, which shows what passes through it. */
  private static final class Watch extends Layer {
    private final BiConsumer<FeatureMap, Pass> watcher;
    private final boolean mixes;

    Watch(FeatureType type, BiConsumer<FeatureMap, Pass> watcher) {
      this(type, watcher, false);
    }

    Watch(FeatureType type, BiConsumer<FeatureMap, Pass> watcher, boolean mixes) {
      super(type, type);
      this.watcher = watcher;
      this.mixes = mixes;
    }

    @Override
    public String kind() {
      return "watch";
    }

    @Override
    public boolean mixesImages() {
      return mixes;
    }

    @Override
    protected FeatureMap forward(FeatureMap x, Pass pass) {
      watcher.accept(x, pass);
      return x;
    }
  }
}
