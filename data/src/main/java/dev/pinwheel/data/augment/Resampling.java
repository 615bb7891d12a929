package dev.pinwheel.data.augment;

import dev.pinwheel.data.DataException;
import dev.pinwheel.data.ImageShape;

/** How a moved image is read between its pixels; every pixel outside the grid is zero. */
public enum Resampling {
  /** {@link Bilinear}: values stay within their neighbours', and edges get softer. */
  BILINEAR {
    @Override
    double at(float[] source, int offset, int height, int width, double row, double column) {
      return Bilinear.at(source, offset, height, width, row, column);
    }

    @Override
    double[] bounds(float[] source, int from, int count) {
      return new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
    }
  },
  /**
   * {@link Cubic}, kept within the channel's own range and zero, so that overshoot makes no new
   * extremes: edges stay sharper.
   */
  CUBIC {
    @Override
    double at(float[] source, int offset, int height, int width, double row, double column) {
      return Cubic.at(source, offset, height, width, row, column);
    }

    @Override
    double[] bounds(float[] source, int from, int count) {
      double least = 0;
      double greatest = 0;
      for (int k = from; k < from + count; k++) {
        least = Math.min(least, source[k]);
        greatest = Math.max(greatest, source[k]);
      }
      return new double[] {least, greatest};
    }
  };

  /** The plane's value at a point, as the class of this kind says. */
  abstract double at(float[] source, int offset, int height, int width, double row, double column);

  /** The least and the greatest value that a plane's result may have. */
  abstract double[] bounds(float[] source, int from, int count);

  /**
   * Maps an image, every channel alike.
   *
   * @param source holds the image {@code [channels, height, width]}; not modified
   * @param sourceOffset where it starts
   * @param shape the shape of image and result
   * @param map the map
   * @param target takes the result; modified; another array than the source
   * @param targetOffset where the result starts
   * @throws DataException if source and target are one array
   * @throws IndexOutOfBoundsException if an array is too short
   */
  public void resample(
      float[] source,
      int sourceOffset,
      ImageShape shape,
      PointMap map,
      float[] target,
      int targetOffset) {
    if (source == target) {
      throw new DataException("an image can't be mapped in place: give another target array");
    }
    int plane = shape.height() * shape.width();
    for (int channel = 0; channel < shape.channels(); channel++) {
      int from = sourceOffset + channel * plane;
      int to = targetOffset + channel * plane;
      plane(source, from, shape.height(), shape.width(), map, target, to);
    }
  }

  private void plane(
      float[] source, int from, int height, int width, PointMap map, float[] target, int to) {
    double[] bounds = bounds(source, from, height * width);
    double least = bounds[0];
    double greatest = bounds[1];
    double[] point = new double[2];
    double centreRow = (height - 1) / 2.0;
    double centreColumn = (width - 1) / 2.0;
    for (int i = 0; i < height; i++) {
      double y = centreRow - i;
      // Counted, exactly: Java 17 converts an int by an instruction that on Intel's AVX waits for
      // the one before, which takes as long as all the rest.
      double x = -centreColumn;
      for (int j = 0; j < width; j++, x++) {
        point[0] = x;
        point[1] = y;
        map.toSource(point);
        double row = centreRow - point[1];
        double column = centreColumn + point[0];
        double value = at(source, from, height, width, row, column);
        target[to + i * width + j] = (float) Math.max(least, Math.min(greatest, value));
      }
    }
  }
}
