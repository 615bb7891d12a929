package dev.pinwheel.report.picture;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.function.Function;
import org.knowm.xchart.internal.chartpart.Chart;

/**
 * A plot, drawn twice: for readers in the light and in the dark.
 *
 * @param name of its file, without the end
 * @param width its width on a page, in pixels of the page
 * @param light on white
 * @param dark on near black
 */
public record Plot(String name, int width, Drawn light, Drawn dark) {
  /** Pixels drawn for each pixel of the page, for fine screens. */
  private static final int FINE = 2;

  /** A drawn plot. */
  public static final class Drawn {
    private final byte[] png;

    private Drawn(byte[] png) {
      this.png = png;
    }

    /**
     * The plot as a file.
     *
     * @return a PNG's bytes
     */
    public byte[] png() {
      return png.clone();
    }

    /**
     * The plot as a part of a page.
     *
     * @return an address that holds the PNG itself
     */
    public String dataUri() {
      return Picture.dataUri(png);
    }
  }

  /** Draws a plot in both shades. */
  static Plot of(String name, Function<Shade, Chart<?, ?>> chart) {
    Chart<?, ?> light = chart.apply(Shade.LIGHT);
    return new Plot(name, light.getWidth(), draw(light), draw(chart.apply(Shade.DARK)));
  }

  private static Drawn draw(Chart<?, ?> chart) {
    BufferedImage image =
        new BufferedImage(
            FINE * chart.getWidth(), FINE * chart.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.scale(FINE, FINE);
      chart.paint(graphics, chart.getWidth(), chart.getHeight());
    } finally {
      graphics.dispose();
    }
    return new Drawn(Picture.png(image));
  }
}
