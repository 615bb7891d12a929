package dev.pinwheel.train.compare;

import dev.pinwheel.data.io.AtomicFile;
import dev.pinwheel.train.TrainingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;

/** Error against the number of training images, a line per contender. */
final class ComparisonPlot {
  private ComparisonPlot() {}

  static void write(Comparison found, Path file) {
    XYChart chart =
        new XYChartBuilder()
            .width(900)
            .height(500)
            .title("error against training images")
            .xAxisTitle("training images")
            .yAxisTitle("test error, %")
            .theme(Styler.ChartTheme.Matlab)
            .build();
    chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNE);
    // Logarithmic axes would have labels at powers of ten alone, most often at none.
    chart.getStyler().setXAxisMin(0.0);
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setXAxisDecimalPattern("#,###");
    for (Plan.Entry entry : found.plan().entries()) {
      String name = entry.contender().name();
      List<Comparison.Line> own =
          found.lines().stream().filter(l -> l.contender().equals(name)).toList();
      double[] errors = own.stream().mapToDouble(l -> 100 * l.meanError()).toArray();
      double[] images = own.stream().mapToDouble(Comparison.Line::images).toArray();
      if (found.plan().seeds() == 1) {
        chart.addSeries(name, images, errors);
      } else {
        double[] bars = own.stream().mapToDouble(l -> 100 * l.deviation()).toArray();
        chart.addSeries(name, images, errors, bars);
      }
    }
    try {
      AtomicFile.write(file, BitmapEncoder.getBitmapBytes(chart, BitmapEncoder.BitmapFormat.PNG));
    } catch (IOException e) {
      throw new TrainingException("the plot " + file + " could not be drawn", e);
    }
  }
}
