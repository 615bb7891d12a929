package dev.pinwheel.train;

import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.Progress;
import dev.pinwheel.models.Preprocessing;
import dev.pinwheel.models.SavedModel;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Seeds;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;

/** Measures batch norm's statistics anew, by one pass over the training images as they are. */
public final class Calibration {
  /** Whether values are dropped while statistics are measured. */
  public enum Dropout {
    /** As in inference, for which the statistics are. */
    OFF,
    /** As in training; wider than what inference then meets. */
    ON
  }

  private Calibration() {}

  /**
   * Measures a saved model's statistics.
   *
   * @param saved the model. Modified: its running statistics.
   * @param images the training images
   * @param batchSize images per batch; the statistics are the mean of the batches'
   * @param dropout whether values are dropped meanwhile
   * @param progress told of images
   * @throws TrainingException if the thread is interrupted
   */
  public static void run(
      SavedModel saved, LabelledImages images, int batchSize, Dropout dropout, Progress progress) {
    run(saved.model(), saved.preprocessing(), images, batchSize, dropout, progress);
  }

  static void run(
      Model model,
      Preprocessing preprocessing,
      LabelledImages images,
      int batchSize,
      Dropout dropout,
      Progress progress) {
    if (model.net().parameters().values().stream().allMatch(Parameter::isTrainable)) {
      return;
    }
    Batches batches = Batches.inOrder(images, preprocessing, batchSize);
    try (Progress.Task task =
            progress.begin("measuring batch norm", Progress.Unit.ITEMS, images.count());
        Prefetch prefetch = Prefetch.of(batches)) {
      for (int b = 0; b < batches.count(); b++) {
        Batch batch = prefetch.next();
        try (PointerScope scope = new PointerScope();
            NoGradGuard guard = new NoGradGuard()) {
          Pass pass =
              dropout == Dropout.OFF
                  ? Pass.calibration(model.weights(), b + 1L)
                  : Pass.calibrationWithDropout(model.weights(), b + 1L, Seeds.mix(b));
          model.net().apply(model.images(batch.pixels()), pass);
        }
        task.advance(batch.size());
      }
    }
    model.weights().changed();
  }
}
