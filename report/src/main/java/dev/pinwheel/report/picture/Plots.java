package dev.pinwheel.report.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws plots in one style. */
public final class Plots {
  private static final double FULL = 360;
  private static final int APART = 42;
  private static final double CLOSE = 1e-6;
  private static final int HEAT = 560;

  /** Classes up to which a heat map names them. */
  private static final int NAMED = 40;

  private Plots() {}

  /** What an axis says. */
  public enum Axis {
    /** Whole numbers, such as epochs; on a small plot. */
    COUNTS(344, 260, 1),
    /** Degrees from 0 to 360, in steps of 45; on a wide plot. */
    DEGREES(680, 340, 90);

    private final int width;
    private final int height;
    private final double unit;

    Axis(int width, int height, double unit) {
      this.width = width;
      this.height = height;
      this.unit = unit;
    }
  }

  /**
   * Lines over an axis; the other begins at zero.
   *
   * @param name of the file, without the end
   * @param across what is across
   * @param axis its numbers
   * @param up what is up
   * @param series at least one
   * @return the plot
   */
  public static Plot lines(String name, String across, Axis axis, String up, List<Series> series) {
    return Plot.of(name, shade -> chart(shade, across, axis, up, series));
  }

  private static XYChart chart(
      Shade shade, String across, Axis axis, String up, List<Series> series) {
    XYChart chart =
        new XYChartBuilder()
            .width(axis.width)
            .height(axis.height)
            .xAxisTitle(across)
            .yAxisTitle(up)
            .build();
    style(chart.getStyler(), shade);
    chart.getStyler().setLegendVisible(series.size() > 1);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
    chart.getStyler().setLegendLayout(Styler.LegendLayout.Horizontal);
    chart.getStyler().setYAxisMin(0.0).setYAxisTickMarkSpacingHint(APART);
    double most = series.stream().flatMap(s -> s.x().stream()).mapToDouble(x -> x).max().orElse(1);
    chart.getStyler().setxAxisTickLabelsFormattingFunction(label(axis, most));
    chart.getStyler().setyAxisTickLabelsFormattingFunction(Plots::number);
    if (axis == Axis.DEGREES) {
      chart.getStyler().setXAxisMin(0.0).setXAxisMax(FULL / axis.unit);
    }
    series.forEach(s -> add(chart, s, axis, shade));
    return chart;
  }

  /**
   * Of whole numbers on the axis alone, which is longer than its points; blanks are drawn, nothing
   * is not.
   */
  private static Function<Double, String> label(Axis axis, double most) {
    return x -> {
      double value = x * axis.unit;
      if (Math.abs(value - Math.rint(value)) > CLOSE || value > Math.max(1, most) + CLOSE) {
        return " ";
      }
      return Math.round(value) + (axis == Axis.DEGREES ? "°" : "");
    };
  }

  /** Without digits that say nothing: 0.002, 20, 1.5E-6. */
  private static String number(double value) {
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros();
    return Math.abs(value) < 1e-4 && value != 0 ? rounded.toString() : rounded.toPlainString();
  }

  private static void add(XYChart chart, Series s, Axis axis, Shade shade) {
    XYSeries drawn =
        chart.addSeries(
            s.name(),
            s.x().stream().mapToDouble(x -> x / axis.unit).toArray(),
            s.y().stream().mapToDouble(y -> y).toArray());
    drawn.setLineColor(shade.line(s.colour()));
    drawn.setMarkerColor(shade.line(s.colour()));
    drawn.setLineStyle(s.form() == Series.Form.LINE ? SeriesLines.SOLID : SeriesLines.NONE);
    drawn.setLineWidth(2);
    boolean alone = s.x().size() == 1;
    drawn.setMarker(
        s.form() == Series.Form.DIAMONDS
            ? SeriesMarkers.DIAMOND
            : s.form() == Series.Form.DOTS || alone ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
  }

  /**
   * How often each class was taken for each other, as colours: each row is a whole.
   *
   * @param name of the file, without the end
   * @param labels the classes
   * @param counts by true class, then by predicted class
   * @return the plot
   */
  public static Plot confusion(String name, List<String> labels, List<List<Integer>> counts) {
    return Plot.of(name, shade -> heat(shade, labels, counts));
  }

  private static HeatMapChart heat(Shade shade, List<String> labels, List<List<Integer>> counts) {
    int classes = labels.size();
    HeatMapChart chart =
        new HeatMapChartBuilder()
            .width(HEAT)
            .height(HEAT)
            .xAxisTitle("predicted class")
            .yAxisTitle("true class")
            .build();
    style(chart.getStyler(), shade);
    boolean named = classes <= NAMED;
    chart
        .getStyler()
        .setRangeColors(shade.ramp().toArray(Color[]::new))
        .setMin(0)
        .setMax(1)
        .setDrawBorder(false)
        .setShowValue(false)
        .setLegendVisible(false)
        .setPlotContentSize(1);
    chart.getStyler().setAxisTicksVisible(named).setXAxisLabelRotation(named ? 90 : 0);
    chart.getStyler().setPlotGridLinesVisible(false);
    chart.getStyler().setPlotBorderVisible(true);
    chart.getStyler().setPlotBorderColor(shade.grid());
    List<Number[]> cells = new ArrayList<>();
    for (int t = 0; t < classes; t++) {
      int total = Math.max(1, counts.get(t).stream().mapToInt(n -> n).sum());
      for (int p = 0; p < classes; p++) {
        // Roots, so that rare mistakes are seen; rows go down, and the axis up.
        double share = Math.sqrt((double) counts.get(t).get(p) / total);
        cells.add(new Number[] {p, classes - 1 - t, share});
      }
    }
    List<String> upwards = new ArrayList<>(labels);
    Collections.reverse(upwards);
    chart.addSeries("confusion", numbered(labels), numbered(upwards), cells);
    return chart;
  }

  /** Names that are all different, as an axis needs them. */
  private static List<String> numbered(List<String> labels) {
    return IntStream.range(0, labels.size())
        .mapToObj(i -> labels.indexOf(labels.get(i)) == i ? labels.get(i) : labels.get(i) + " " + i)
        .toList();
  }

  private static void style(AxesChartStyler styler, Shade shade) {
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    styler.setBaseFont(font);
    styler.setAxisTickLabelsFont(font);
    styler.setAxisTitleFont(font);
    styler.setLegendFont(font);
    styler.setChartTitleVisible(false);
    styler.setChartBackgroundColor(shade.background());
    styler.setPlotBackgroundColor(shade.background());
    styler.setLegendBackgroundColor(shade.background());
    styler.setLegendBorderColor(shade.background());
    styler.setPlotBorderVisible(false);
    styler.setChartFontColor(shade.text());
    styler.setXAxisTitleColor(shade.text());
    styler.setYAxisTitleColor(shade.text());
    styler.setAxisTickLabelsColor(shade.text());
    styler.setAxisTickMarksColor(shade.grid());
    styler.setPlotGridLinesColor(shade.grid());
    styler.setPlotGridLinesStroke(new BasicStroke(1f));
    styler.setPlotGridVerticalLinesVisible(false);
    styler.setMarkerSize(8);
    styler.setChartPadding(8);
  }
}
