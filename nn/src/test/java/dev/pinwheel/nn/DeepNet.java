package dev.pinwheel.nn;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.Subgroup;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.layer.Reduction;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Window;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** A net with every sort of layer in it, for tests of what layers do together. */
final class DeepNet {
  static final int SIZE = 16;
  static final int CLASSES = 3;
  private static final Window THREE = Window.of(3).padding(1);

  private DeepNet() {}

  /** The net. */
  static Net net(String group) {
    return watched(group, map -> {});
  }

  /** The net with a watcher between neighbours, where they are not computed as one. */
  static Net watched(String group, Consumer<FeatureMap> watcher) {
    PointGroup h = PointGroup.parse(group);
    Subgroup half = Subgroup.embed(h, PointGroup.cyclic(2));
    return Net.images(h, 2, SIZE, SIZE)
        .then(t -> new Watcher(t, watcher))
        .lifting(6, THREE)
        .batchNorm()
        .relu()
        .dropout(0.1)
        .then(t -> new Watcher(t, watcher))
        .residual(
            b ->
                b.groupCorrelation(6, THREE)
                    .batchNorm()
                    .relu()
                    .then(t -> new Watcher(t, watcher))
                    .groupCorrelation(6, THREE)
                    .batchNorm()
                    .then(t -> new Watcher(t, watcher)))
        .then(t -> new Watcher(t, watcher))
        .relu()
        .groupCorrelation(6, 3)
        .then(t -> new Watcher(t, watcher))
        .maxPool(2)
        .then(t -> new Watcher(t, watcher))
        .batchNorm()
        .relu()
        .then(t -> new Watcher(t, watcher))
        .concatenation(
            List.of(
                b -> b.groupCorrelation(3, THREE).batchNorm().relu(),
                b -> b.groupCorrelation(2, 1).then(t -> new Watcher(t, watcher)),
                b -> b))
        .then(t -> new Watcher(t, watcher))
        .projection(half, Reduction.MAX)
        .then(t -> new Watcher(t, watcher))
        .groupCorrelation(8, 4)
        .batchNorm()
        .relu()
        .meanPool(2)
        .fieldDropout(0.1)
        .then(t -> new Watcher(t, watcher))
        .projection(Reduction.MAX)
        .then(t -> new Watcher(t, watcher))
        .globalPool(Reduction.MEAN)
        .then(t -> new Watcher(t, watcher))
        .invariantHead(CLASSES)
        .then(t -> new Watcher(t, watcher))
        .build();
  }

  /** Images of noise around a bright spot whose place is that of the class. */
  static float[] pixels(int images) {
    Random random = new Random(5);
    float[] pixels = new float[images * 2 * SIZE * SIZE];
    for (int i = 0; i < pixels.length; i++) {
      int image = i / (2 * SIZE * SIZE);
      int row = i / SIZE % SIZE;
      boolean bright = row / 5 == image % CLASSES && i % SIZE > 6;
      pixels[i] = (float) (random.nextGaussian() * 0.3 + (bright ? 2 : 0));
    }
    return pixels;
  }

  /** Changes nothing and tells what comes by. */
  private static final class Watcher extends Layer {
    private final Consumer<FeatureMap> consumer;

    Watcher(FeatureType type, Consumer<FeatureMap> consumer) {
      super(type, type);
      this.consumer = consumer;
    }

    @Override
    public String kind() {
      return "watcher";
    }

    @Override
    protected FeatureMap forward(FeatureMap x, Pass pass) {
      consumer.accept(x);
      return x;
    }
  }
}
