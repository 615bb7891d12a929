package dev.pinwheel.data.files;

import dev.pinwheel.data.ImageShape;

/**
 * Separable resampling about the image's centre. Each output pixel is a weighted mean of input
 * pixels, with a triangle as weights that is as wide as the output's pixels, at least as the
 * input's; beyond the border its pixels repeat.
 */
final class Scaling {
  private Scaling() {}

  /** Scales until the size is just covered, and takes the middle. */
  static PixelImage cover(PixelImage image, int height, int width) {
    ImageShape shape = image.shape();
    // Input pixels for one of the output, the same on both axes.
    double step = Math.min((double) shape.height() / height, (double) shape.width() / width);
    return sampled(image, height, width, step);
  }

  /** Takes the middle at the image's own scale. */
  static PixelImage middle(PixelImage image, int height, int width) {
    return sampled(image, height, width, 1);
  }

  private static PixelImage sampled(PixelImage image, int height, int width, double step) {
    ImageShape shape = image.shape();
    Taps rows = Taps.of(shape.height(), height, step);
    Taps columns = Taps.of(shape.width(), width, step);
    ImageShape result = new ImageShape(shape.channels(), height, width);
    float[] target = new float[result.size()];
    double[] line = new double[shape.width()];
    for (int c = 0; c < shape.channels(); c++) {
      int plane = c * shape.height() * shape.width();
      for (int i = 0; i < height; i++) {
        for (int j = 0; j < line.length; j++) {
          line[j] = rows.column(i, image.pixels(), plane + j, shape.width());
        }
        for (int j = 0; j < width; j++) {
          double value = columns.row(j, line);
          target[(c * height + i) * width + j] = (float) Math.max(0, Math.min(1, value));
        }
      }
    }
    return new PixelImage(result, target, image.depth());
  }

  /** For each output pixel of an axis, which input pixels it takes and with what weights. */
  private static final class Taps {
    private final int[][] places;
    private final double[][] weights;

    private Taps(int[][] places, double[][] weights) {
      this.places = places;
      this.weights = weights;
    }

    static Taps of(int from, int to, double step) {
      double radius = Math.max(1, step);
      int[][] places = new int[to][];
      double[][] weights = new double[to][];
      for (int i = 0; i < to; i++) {
        double centre = (from - 1) / 2.0 + (i - (to - 1) / 2.0) * step;
        int first = (int) Math.ceil(centre - radius);
        int last = (int) Math.floor(centre + radius);
        places[i] = new int[last - first + 1];
        weights[i] = new double[last - first + 1];
        double sum = 0;
        for (int k = first; k <= last; k++) {
          double weight = 1 - Math.abs(k - centre) / radius;
          places[i][k - first] = Math.max(0, Math.min(from - 1, k));
          weights[i][k - first] = weight;
          sum += weight;
        }
        for (int k = 0; k < weights[i].length; k++) {
          weights[i][k] /= sum;
        }
      }
      return new Taps(places, weights);
    }

    double column(int i, float[] pixels, int start, int stride) {
      double sum = 0;
      for (int k = 0; k < places[i].length; k++) {
        sum += weights[i][k] * pixels[start + places[i][k] * stride];
      }
      return sum;
    }

    double row(int i, double[] line) {
      double sum = 0;
      for (int k = 0; k < places[i].length; k++) {
        sum += weights[i][k] * line[places[i][k]];
      }
      return sum;
    }
  }
}
