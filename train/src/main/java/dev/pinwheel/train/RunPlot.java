package dev.pinwheel.train;

import dev.pinwheel.data.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The error over epochs as a picture. */
final class RunPlot {
  private RunPlot() {}

  static void write(Path file, TrainConfig config, List<EpochMetrics> metrics) {
    XYChart chart =
        new XYChartBuilder()
            .width(900)
            .height(500)
            .title(config.title())
            .xAxisTitle("epoch")
            .yAxisTitle("error, %")
            .theme(Styler.ChartTheme.Matlab)
            .build();
    chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNE);
    XYSeries train =
        chart.addSeries(
            "training, while moving",
            metrics.stream().mapToDouble(EpochMetrics::epoch).toArray(),
            metrics.stream().mapToDouble(m -> 100 * m.trainError()).toArray());
    train.setMarker(SeriesMarkers.NONE);
    List<EpochMetrics> evaluated = metrics.stream().filter(m -> m.evaluated().isPresent()).toList();
    chart.addSeries(
        evaluated.get(0).evaluation(),
        evaluated.stream().mapToDouble(EpochMetrics::epoch).toArray(),
        evaluated.stream().mapToDouble(m -> 100 * m.evaluationError()).toArray());
    try {
      byte[] png = BitmapEncoder.getBitmapBytes(chart, BitmapEncoder.BitmapFormat.PNG);
      AtomicFile.write(file, png);
    } catch (IOException e) {
      throw new TrainingException("the plot " + file + " could not be drawn", e);
    }
  }
}
