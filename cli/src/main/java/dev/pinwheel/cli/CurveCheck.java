package dev.pinwheel.cli;

import dev.pinwheel.data.Progress;
import dev.pinwheel.data.io.AtomicFile;
import dev.pinwheel.models.SavedModel;
import dev.pinwheel.nn.check.angle.Angles;
import dev.pinwheel.nn.check.angle.CurveReport;
import dev.pinwheel.nn.check.angle.EquivarianceCurve;
import dev.pinwheel.train.CurvePlot;
import dev.pinwheel.train.RunFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A check over continuous angles.
 *
 * @param terminal where the table goes
 * @param options angles and files
 * @param images how many images are turned
 * @param seed of images and of fresh weights
 */
record CurveCheck(Terminal terminal, CurveOptions options, int images, long seed) {

  /** Measures, prints the table and writes the files. */
  void run(SavedModel model, Path json) {
    Angles angles = options.angles(model.model().net().group());
    Map<String, CurveReport> reports = new LinkedHashMap<>();
    reports.put(model.netName(), measure(model, angles));
    if (options.untrained()) {
      try (SavedModel fresh =
          SavedModel.initialise(model.named(), model.options(), model.preprocessing(), seed)) {
        reports.put("untrained", measure(fresh, angles));
      }
    }
    reports.forEach((name, report) -> CurveTable.print(terminal, name, report));
    options.csv().ifPresent(file -> write(file, reports.get(model.netName())));
    options
        .plot()
        .ifPresent(
            file -> {
              CurvePlot.write(file, title(model, reports.get(model.netName())), reports);
              written(file);
            });
    if (json != null) {
      Path absolute = json.toAbsolutePath();
      new RunFolder(absolute.getParent()).writeJson(absolute.getFileName().toString(), reports);
      written(json);
    }
    terminal.out().flush();
  }

  private CurveReport measure(SavedModel model, Angles angles) {
    long total = (long) images * angles.degrees().size();
    EquivarianceCurve curve = EquivarianceCurve.of(model.model()).angles(angles);
    curve.images(images, seed);
    try (Progress.Task bar =
        new Bars(terminal).begin("turning images", Progress.Unit.ITEMS, total)) {
      return curve.listener(() -> bar.advance(1)).run();
    }
  }

  private static String title(SavedModel model, CurveReport report) {
    return model.netName() + " under " + report.group() + ": equivariance error of the output";
  }

  private void write(Path file, CurveReport report) {
    AtomicFile.write(file, report.csv().getBytes(StandardCharsets.UTF_8));
    written(file);
  }

  private void written(Path file) {
    terminal.out().println("Written to " + file);
  }
}
