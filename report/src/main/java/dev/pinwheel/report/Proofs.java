package dev.pinwheel.report;

import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.Progress;
import dev.pinwheel.models.SavedModel;
import dev.pinwheel.nn.check.EquivarianceCheck;
import dev.pinwheel.nn.check.EquivarianceReport;
import dev.pinwheel.nn.engine.Precision;
import java.util.ArrayList;
import java.util.List;

/**
 * The equivariance check of a report: as {@code pinwheel check}, on the first images of the set.
 */
final class Proofs {
  private static final int IMAGES = 8;
  private static final long SEED = 1;

  private Proofs() {}

  /** In each precision that proves something, the finest last. */
  static List<EquivarianceReport> measure(Subject subject, Progress progress) {
    List<Precision> precisions = Precision.ofCertificates();
    List<EquivarianceReport> reports = new ArrayList<>();
    try (Progress.Task task =
        progress.begin("proving symmetry", Progress.Unit.ITEMS, precisions.size())) {
      for (Precision precision : precisions) {
        EquivarianceCheck check =
            EquivarianceCheck.of(subject.model().model())
                .group(subject.group())
                .precision(precision)
                .random(IMAGES, SEED);
        subject.judgement().ifPresent(j -> check.images(pixels(subject.model(), j.images())));
        reports.add(check.run());
        task.advance(1);
      }
    }
    return reports;
  }

  private static float[] pixels(SavedModel model, LabelledImages images) {
    int count = Math.min(IMAGES, images.count());
    int each = images.shape().size();
    float[] pixels = new float[count * each];
    for (int i = 0; i < count; i++) {
      images.copyImage(i, pixels, i * each);
    }
    model.preprocessing().apply(pixels, 0, pixels.length);
    return pixels;
  }
}
