package dev.pinwheel.train;

import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.Progress;
import dev.pinwheel.data.augment.Augmentation;
import dev.pinwheel.models.Preprocessing;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.module.Seeds;
import dev.pinwheel.nn.parallel.SplitBatch;
import java.util.concurrent.CancellationException;
import org.bytedeco.javacpp.PointerScope;

/** One epoch: forward, cross-entropy, backward, step, for every batch. */
final class EpochLoop {
  private static final long DROPOUT = 2;

  private final TrainConfig config;
  private final Schedule schedule;
  private final Augmentation augmentation;
  private final LabelledImages images;
  private final Preprocessing preprocessing;
  private final Model model;
  private final Optimiser optimiser;
  private final float[] classWeights;

  EpochLoop(
      TrainConfig config,
      LabelledImages images,
      Preprocessing preprocessing,
      Model model,
      Optimiser optimiser) {
    this.config = config;
    this.schedule = Schedule.parse(config.schedule());
    this.augmentation = Augmentation.parse(config.augmentation());
    this.images = images;
    this.preprocessing = preprocessing;
    this.model = model;
    this.optimiser = optimiser;
    this.classWeights = ClassWeights.parse(config.classWeights()).of(images.classCounts());
  }

  /** The mean loss and the fraction of wrong predictions while the weights were moving. */
  record Result(double rate, double loss, double error) {}

  Result run(int epoch, Progress progress) {
    Batches batches =
        Batches.ofEpoch(
            images, preprocessing, augmentation, config.batchSize(), config.seed(), epoch);
    double rate = config.learningRate() * schedule.factor(epoch, config.epochs());
    double loss = 0;
    long wrong = 0;
    try (Progress.Task task =
            progress.begin(
                "epoch " + (epoch + 1) + "/" + config.epochs(),
                Progress.Unit.ITEMS,
                images.count());
        Prefetch prefetch = Prefetch.of(batches);
        SplitBatch split = SplitBatch.of(model, classWeights)) {
      for (int step = 0; step < batches.count(); step++) {
        Batch batch = prefetch.next();
        long[] labels = batch.labels();
        long seed = Seeds.mix(config.seed(), DROPOUT, epoch, step);
        SplitBatch.Result result = step(split, batch.pixels(), labels, seed);
        requireFinite(result.loss(), epoch, step, rate);
        try (PointerScope scope = new PointerScope()) {
          optimiser.step(rate);
        }
        loss += result.loss() * labels.length;
        wrong += result.wrong();
        task.advance(labels.length);
      }
    }
    return new Result(rate, loss / images.count(), (double) wrong / images.count());
  }

  private static SplitBatch.Result step(
      SplitBatch split, float[] pixels, long[] labels, long seed) {
    try {
      return split.step(pixels, labels, seed);
    } catch (CancellationException e) {
      throw new TrainingException("interrupted in a step", new InterruptedException());
    }
  }

  private static void requireFinite(double loss, int epoch, int step, double rate) {
    if (!Double.isFinite(loss)) {
      throw new TrainingException(
          "the loss is "
              + loss
              + " at epoch "
              + (epoch + 1)
              + ", step "
              + (step + 1)
              + " with learning rate "
              + rate
              + ": try a lower --learning-rate; the last epoch's checkpoint is kept");
    }
  }
}
