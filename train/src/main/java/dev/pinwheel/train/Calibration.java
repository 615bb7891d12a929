package dev.pinwheel.train;

import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.Progress;
import dev.pinwheel.models.Normalisation;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Pass;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;

/** Measures batch norm's statistics anew, by one pass over the training images as they are. */
final class Calibration {
  private Calibration() {}

  static void run(
      Model model,
      Normalisation normalisation,
      LabelledImages images,
      int batchSize,
      Progress progress) {
    if (model.net().parameters().values().stream().allMatch(Parameter::isTrainable)) {
      return;
    }
    Batches batches = Batches.inOrder(images, normalisation, batchSize);
    try (Progress.Task task =
        progress.begin("measuring batch norm", Progress.Unit.ITEMS, images.count())) {
      for (int b = 0; b < batches.count(); b++) {
        try (PointerScope scope = new PointerScope();
            NoGradGuard guard = new NoGradGuard()) {
          model
              .net()
              .apply(model.images(batches.pixels(b)), Pass.calibration(model.weights(), b + 1));
        }
        task.advance(batches.size(b));
      }
    }
    model.weights().changed();
  }
}
