package dev.pinwheel.train;

import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.Progress;
import dev.pinwheel.models.Normalisation;
import dev.pinwheel.models.Preprocessing;
import dev.pinwheel.models.PreprocessingForm;
import dev.pinwheel.models.SavedPreprocessing;
import dev.pinwheel.models.Whitening;
import dev.pinwheel.models.WhiteningFit;
import dev.pinwheel.nn.io.SafeTensors;
import java.nio.file.Files;
import java.nio.file.Path;

/** The preprocessing of a run, fitted to its training images. */
final class PreprocessingOf {
  private PreprocessingOf() {}

  /** The mean and deviation of images. */
  static Normalisation normalisation(LabelledImages images) {
    return new Normalisation(images.mean(), images.deviation());
  }

  /**
   * Fits what the form says. A whitening is kept in the run's folder, and read from there when the
   * run goes on: fitting takes long, and another number of threads would sum in another order.
   */
  static Preprocessing run(
      PreprocessingForm form, LabelledImages images, RunFolder folder, Progress progress) {
    if (!form.isWhitening()) {
      return normalisation(images);
    }
    Path file = folder.whitening();
    if (!Files.exists(file)) {
      SavedPreprocessing.pack(fit(form, images, progress)).write(file);
    }
    return SavedPreprocessing.read(SafeTensors.read(file), file);
  }

  private static Whitening fit(PreprocessingForm form, LabelledImages images, Progress progress) {
    try (Progress.Task task =
        progress.begin("fitting the whitening", Progress.Unit.ITEMS, images.count())) {
      return WhiteningFit.of(
          form, OptionsOf.images(images), images.count(), images::copyImage, task::advance);
    }
  }
}
