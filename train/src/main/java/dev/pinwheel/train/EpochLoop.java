package dev.pinwheel.train;

import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.Progress;
import dev.pinwheel.data.augment.Augmentation;
import dev.pinwheel.models.Normalisation;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Seeds;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** One epoch: forward, cross-entropy, backward, step, for every batch. */
final class EpochLoop {
  private static final long DROPOUT = 2;

  private final TrainConfig config;
  private final Schedule schedule;
  private final Augmentation augmentation;
  private final LabelledImages images;
  private final Normalisation normalisation;
  private final Model model;
  private final Optimiser optimiser;

  EpochLoop(
      TrainConfig config,
      LabelledImages images,
      Normalisation normalisation,
      Model model,
      Optimiser optimiser) {
    this.config = config;
    this.schedule = Schedule.parse(config.schedule());
    this.augmentation = Augmentation.parse(config.augmentation());
    this.images = images;
    this.normalisation = normalisation;
    this.model = model;
    this.optimiser = optimiser;
  }

  /** The mean loss and the fraction of wrong predictions while the weights were moving. */
  record Result(double rate, double loss, double error) {}

  Result run(int epoch, Progress progress) {
    Batches batches =
        Batches.ofEpoch(
            images, normalisation, augmentation, config.batchSize(), config.seed(), epoch);
    double rate = config.learningRate() * schedule.factor(epoch, config.epochs());
    double loss = 0;
    long wrong = 0;
    try (Progress.Task task =
            progress.begin(
                "epoch " + (epoch + 1) + "/" + config.epochs(),
                Progress.Unit.ITEMS,
                images.count());
        Prefetch prefetch = Prefetch.of(batches)) {
      for (int step = 0; step < batches.count(); step++) {
        Batch batch = prefetch.next();
        long[] labels = batch.labels();
        try (PointerScope scope = new PointerScope()) {
          Pass pass =
              Pass.training(model.weights(), Seeds.mix(config.seed(), DROPOUT, epoch, step));
          Tensor scores = model.scores(model.net().apply(model.images(batch.pixels()), pass));
          Tensor target =
              Tensors.of(labels, labels.length).to(scores.device(), torch.ScalarType.Long);
          Tensor batchLoss = torch.cross_entropy_loss(scores, target);
          double value = batchLoss.item_double();
          if (!Double.isFinite(value)) {
            throw new TrainingException(
                "the loss is "
                    + value
                    + " at epoch "
                    + (epoch + 1)
                    + ", step "
                    + (step + 1)
                    + " with learning rate "
                    + rate
                    + ": try a lower --learning-rate; the last epoch's checkpoint is kept");
          }
          batchLoss.backward();
          optimiser.step(rate);
          loss += value * labels.length;
          wrong += wrong(scores, target);
        }
        task.advance(labels.length);
      }
    }
    return new Result(rate, loss / images.count(), (double) wrong / images.count());
  }

  private static long wrong(Tensor scores, Tensor target) {
    try (NoGradGuard guard = new NoGradGuard()) {
      Tensor predicted = scores.argmax(new LongOptional(1), false);
      return target.size(0) - Math.round(predicted.eq(target).sum().item_double());
    }
  }
}
