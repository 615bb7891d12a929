package dev.pinwheel.train;

import dev.pinwheel.data.io.AtomicFile;
import dev.pinwheel.nn.check.angle.CurveReport;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Equivariance errors over angles as a picture: a line per model, with the angles at which it is
 * exact and the other ones of its group marked.
 */
public final class CurvePlot {
  private static final Color EXACT = new Color(0x1b7837);
  private static final List<Color> LINES =
      List.of(new Color(0x2166ac), new Color(0xb2182b), new Color(0x8c6d31), new Color(0x6a3d9a));

  private CurvePlot() {}

  /**
   * Draws curves into a file.
   *
   * @param file the PNG file to make or replace
   * @param title what is above the picture
   * @param curves at least one curve, by the name in the legend, in the order of drawing
   * @throws TrainingException if the picture can't be drawn
   * @throws dev.pinwheel.data.DataException if the file can't be written
   */
  public static void write(Path file, String title, Map<String, CurveReport> curves) {
    XYChart chart =
        new XYChartBuilder()
            .width(900)
            .height(500)
            .title(title)
            .xAxisTitle("angle, degrees")
            .yAxisTitle("relative error, %")
            .theme(Styler.ChartTheme.Matlab)
            .build();
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
    chart.getStyler().setLegendLayout(Styler.LegendLayout.Horizontal);
    chart.getStyler().setYAxisMin(0.0);
    int number = 0;
    for (Map.Entry<String, CurveReport> curve : curves.entrySet()) {
      draw(chart, curve.getKey(), curve.getValue(), LINES.get(number++ % LINES.size()));
    }
    try {
      AtomicFile.write(file, BitmapEncoder.getBitmapBytes(chart, BitmapEncoder.BitmapFormat.PNG));
    } catch (IOException e) {
      throw new TrainingException("the plot " + file + " could not be drawn", e);
    }
  }

  private static void draw(XYChart chart, String name, CurveReport report, Color colour) {
    XYSeries line = add(chart, name, report, i -> true, colour);
    if (report.angles().size() > 1) {
      line.setMarker(SeriesMarkers.NONE);
    }
    String own = report.group() + "'s other angles";
    mark(chart, name + ": " + own, report, other(report), colour, SeriesMarkers.DIAMOND);
    mark(chart, name + ": exact", report, report::isExact, EXACT, SeriesMarkers.CIRCLE);
  }

  private static IntPredicate other(CurveReport report) {
    return i -> report.isElement(i) && !report.isExact(i);
  }

  private static void mark(
      XYChart chart,
      String name,
      CurveReport report,
      IntPredicate wanted,
      Color colour,
      Marker marker) {
    if (IntStream.range(0, report.angles().size()).anyMatch(wanted)) {
      XYSeries points = add(chart, name, report, wanted, colour);
      points.setLineStyle(SeriesLines.NONE);
      points.setMarker(marker);
      points.setMarkerColor(colour);
    }
  }

  private static XYSeries add(
      XYChart chart, String name, CurveReport report, IntPredicate wanted, Color colour) {
    int[] chosen =
        IntStream.range(0, report.angles().size())
            .filter(wanted)
            .boxed()
            .sorted(Comparator.comparing(report.angles()::get))
            .mapToInt(i -> i)
            .toArray();
    XYSeries series =
        chart.addSeries(
            name,
            IntStream.of(chosen).mapToDouble(report.angles()::get).toArray(),
            IntStream.of(chosen).mapToDouble(i -> 100 * report.net().mean().get(i)).toArray());
    series.setLineColor(colour);
    return series;
  }
}
