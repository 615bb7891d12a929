package dev.pinwheel.train;

import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.Shuffle;
import dev.pinwheel.data.augment.Augmentation;
import dev.pinwheel.models.Preprocessing;
import dev.pinwheel.nn.module.Seeds;
import java.util.stream.IntStream;

/**
 * Cuts a set of images into batches, preprocessed and, in training, shuffled and augmented.
 *
 * <p>What an image becomes depends on seed, epoch and its number alone.
 */
final class Batches implements BatchSource {
  private static final long SHUFFLE = 1;

  private final LabelledImages images;
  private final Preprocessing preprocessing;
  private final Augmentation augmentation;
  private final int[] order;
  private final int batchSize;
  private final long seed;
  private final int epoch;

  private Batches(
      LabelledImages images,
      Preprocessing preprocessing,
      Augmentation augmentation,
      int[] order,
      int batchSize,
      long seed,
      int epoch) {
    this.images = images;
    this.preprocessing = preprocessing;
    this.augmentation = augmentation;
    this.order = order;
    this.batchSize = batchSize;
    this.seed = seed;
    this.epoch = epoch;
  }

  /** All images in their own order, as they are. */
  static Batches inOrder(LabelledImages images, Preprocessing preprocessing, int batchSize) {
    int[] order = IntStream.range(0, images.count()).toArray();
    return new Batches(images, preprocessing, Augmentation.none(), order, batchSize, 0, 0);
  }

  /** All images in this epoch's order, augmented. */
  static Batches ofEpoch(
      LabelledImages images,
      Preprocessing preprocessing,
      Augmentation augmentation,
      int batchSize,
      long seed,
      int epoch) {
    int[] order = Shuffle.permutation(images.count(), Seeds.mix(seed, SHUFFLE, epoch));
    return new Batches(images, preprocessing, augmentation, order, batchSize, seed, epoch);
  }

  @Override
  public int count() {
    return (order.length + batchSize - 1) / batchSize;
  }

  int size(int batch) {
    return Math.min(batchSize, order.length - batch * batchSize);
  }

  @Override
  public Batch batch(int number) {
    return new Batch(pixels(number), labels(number));
  }

  float[] pixels(int batch) {
    int each = images.shape().size();
    int n = size(batch);
    float[] pixels = new float[n * each];
    if (preprocessing.order() == Preprocessing.Order.AFTER_AUGMENTATION) {
      for (int i = 0; i < n; i++) {
        augmentation.apply(images, index(batch, i), seed, epoch, pixels, i * each);
      }
      preprocessing.apply(pixels, 0, pixels.length);
      return pixels;
    }
    for (int i = 0; i < n; i++) {
      images.copyImage(index(batch, i), pixels, i * each);
    }
    preprocessing.apply(pixels, 0, pixels.length);
    if (augmentation.steps().isEmpty()) {
      return pixels;
    }
    float[] moved = new float[pixels.length];
    for (int i = 0; i < n; i++) {
      augmentation.apply(
          pixels, i * each, images.shape(), seed, epoch, index(batch, i), moved, i * each);
    }
    return moved;
  }

  long[] labels(int batch) {
    long[] labels = new long[size(batch)];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = images.label(index(batch, i));
    }
    return labels;
  }

  private int index(int batch, int i) {
    return order[batch * batchSize + i];
  }
}
