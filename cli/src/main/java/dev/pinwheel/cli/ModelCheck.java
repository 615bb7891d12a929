package dev.pinwheel.cli;

import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.models.SavedModel;
import dev.pinwheel.nn.check.EquivarianceCheck;
import dev.pinwheel.nn.check.EquivarianceReport;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.train.RunFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A check of a model with its preprocessing.
 *
 * @param model the model
 * @param group over all of whose elements it is checked
 * @param images how many images are turned
 * @param seed of random images
 */
record ModelCheck(SavedModel model, PointGroup group, int images, long seed) {
  /** The file in a run folder that holds the last check's reports. */
  static final String FILE = "equivariance.json";

  /** Checks on the first images of a set, or on random ones where there is none. */
  EquivarianceReport run(Precision precision, LabelledImages real) {
    EquivarianceCheck check =
        EquivarianceCheck.of(model.model()).group(group).precision(precision).random(images, seed);
    if (real != null) {
      int count = Math.min(images, real.count());
      int each = real.shape().size();
      float[] pixels = new float[count * each];
      for (int i = 0; i < count; i++) {
        real.copyImage(i, pixels, i * each);
      }
      model.preprocessing().apply(pixels, 0, pixels.length);
      check.images(pixels);
    }
    return check.run();
  }

  /** Checks in one precision after the other, and prints each report. */
  List<EquivarianceReport> report(
      Terminal terminal, List<Precision> precisions, LabelledImages real, String words) {
    List<EquivarianceReport> reports = new ArrayList<>();
    for (Precision precision : precisions) {
      EquivarianceReport report = run(precision, real);
      CheckTable.print(terminal, report, words);
      reports.add(report);
    }
    return reports;
  }

  /** Returns what the process's exit code says of reports. */
  static int exitCode(List<EquivarianceReport> reports) {
    return reports.stream().allMatch(EquivarianceReport::passed)
        ? ExitCode.OK
        : ExitCode.NOT_EQUIVARIANT;
  }

  /** Writes reports to a file of any name. */
  static void write(Path file, List<EquivarianceReport> reports) {
    Path absolute = file.toAbsolutePath();
    new RunFolder(absolute.getParent()).writeJson(absolute.getFileName().toString(), reports);
  }
}
