package dev.pinwheel.report;

import dev.pinwheel.data.Progress;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.check.angle.Angles;
import dev.pinwheel.nn.check.angle.CurveReport;
import dev.pinwheel.nn.check.angle.EquivarianceCurve;
import dev.pinwheel.report.page.Block;
import dev.pinwheel.report.page.Section;
import dev.pinwheel.report.page.Table;
import dev.pinwheel.report.page.Table.Column;
import dev.pinwheel.report.picture.Plots;
import dev.pinwheel.report.picture.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** How equivariant the net is at any angle. */
final class AngleSection {
  private static final String ANGLES = "0:360:5";
  private static final int IMAGES = 4;

  /** Every report has these rotations, so that nets of several groups can be compared at them. */
  private static final int FINE = 16;

  private AngleSection() {}

  static Section of(Subject subject, PlotFiles files, Progress progress) {
    return new Section("angles", "Equivariance over angles", blocks(subject, files, progress));
  }

  private static List<Block> blocks(Subject subject, PlotFiles files, Progress progress) {
    if (subject.net().inputSize().length != 2) {
      return List.of(new Block.Note("The net takes no images of two axes: there is no curve."));
    }
    CurveReport report = measure(subject, progress);
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Paragraph("The net is " + String.join("; ", report.summary()) + "."));
    Block curve =
        files.show(
            Plots.lines(
                "equivariance", "angle", Plots.Axis.DEGREES, "relative error, %", series(report)),
            "The error of the net's output over the angle by which "
                + report.count()
                + " smooth images are turned, in float64. Pixels are turned exactly at multiples of"
                + " 90° alone.");
    blocks.add(new Block.Row(List.of(curve, table(report))));
    return blocks;
  }

  private static CurveReport measure(Subject subject, Progress progress) {
    Angles angles =
        Angles.parse(ANGLES)
            .withRotationsOf(PointGroup.cyclic(FINE))
            .withRotationsOf(subject.net().group());
    try (Progress.Task task =
        progress.begin(
            "turning images", Progress.Unit.ITEMS, (long) IMAGES * angles.degrees().size())) {
      return EquivarianceCurve.of(subject.model().model())
          .angles(angles)
          .images(IMAGES, 1)
          .layers(EquivarianceCurve.Layers.LEFT_OUT)
          .listener(() -> task.advance(1))
          .run();
    }
  }

  private static List<Series> series(CurveReport report) {
    List<Series> all = new ArrayList<>();
    all.add(series("error", report, i -> true, Series.Form.LINE, 0));
    if (report.group().order() > 1) {
      add(
          all,
          series(
              report.group() + "'s other angles",
              report,
              i -> report.isElement(i) && !report.isExact(i),
              Series.Form.DIAMONDS,
              1));
    }
    add(all, series("exact", report, report::isExact, Series.Form.DOTS, 2));
    return all;
  }

  private static void add(List<Series> all, Series series) {
    if (!series.x().isEmpty()) {
      all.add(series);
    }
  }

  private static Series series(
      String name, CurveReport report, IntPredicate wanted, Series.Form form, int colour) {
    List<Integer> some = IntStream.range(0, report.angles().size()).filter(wanted).boxed().toList();
    return new Series(
        name,
        some.stream().map(report.angles()::get).toList(),
        some.stream().map(i -> 100 * report.net().mean().get(i)).toList(),
        form,
        colour);
  }

  /** The angles of the group, and those half-way between quarter turns. */
  private static Block table(CurveReport report) {
    return Table.of(
        "At the group's angles, and at 45°",
        List.of(
            Column.numbers("angle"),
            Column.words(""),
            Column.numbers("error"),
            Column.numbers("worst image")),
        IntStream.range(0, report.angles().size())
            .filter(i -> report.angles().get(i) < 360)
            .filter(i -> report.isElement(i) || report.angles().get(i) % 45 == 0)
            .mapToObj(
                i ->
                    List.of(
                        new Motion(false, report.angles().get(i)).words(),
                        report.isExact(i)
                            ? "exact"
                            : report.isElement(i) ? "in " + report.group() : "",
                        Words.error(report.net().mean().get(i)),
                        Words.error(report.net().worst().get(i))))
            .toList());
  }
}
