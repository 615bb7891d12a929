package dev.pinwheel.serve;

import dev.pinwheel.data.ImageShape;
import dev.pinwheel.data.augment.AffineMap;
import dev.pinwheel.data.augment.Bilinear;
import dev.pinwheel.report.picture.Picture;
import java.util.ArrayList;
import java.util.List;

/**
 * An image and its copies turned about the centre, counter-clockwise. By quarter turns pixels go to
 * pixels, exactly; by other angles values are interpolated linearly, and outside the image its
 * border goes on: black corners would be edges that no image had.
 */
final class Turns {
  private final ImageShape shape;
  private final float[] image;

  /** Keeps the array: values in [0, 1], channel by channel. */
  Turns(ImageShape shape, float[] image) {
    this.shape = shape;
    this.image = image;
  }

  /** The angles from 0 to less than 360 in equal steps. */
  static List<Double> angles(double step) {
    List<Double> angles = new ArrayList<>();
    for (int i = 0; i * step < 360; i++) {
      angles.add(i * step);
    }
    return angles;
  }

  /** The copies, one after the other. */
  float[] all(List<Double> angles) {
    float[] all = new float[angles.size() * image.length];
    for (int i = 0; i < angles.size(); i++) {
      turn(AffineMap.rotation(angles.get(i)), all, i * image.length);
    }
    return all;
  }

  private void turn(AffineMap map, float[] target, int offset) {
    int height = shape.height();
    int width = shape.width();
    double centreRow = (height - 1) / 2.0;
    double centreColumn = (width - 1) / 2.0;
    for (int pixel = 0; pixel < height * width; pixel++) {
      int line = pixel / width;
      double y = centreRow - line;
      double x = pixel - line * width - centreColumn;
      double row = Math.max(0, Math.min(height - 1, centreRow - map.sourceY(x, y)));
      double column = Math.max(0, Math.min(width - 1, centreColumn + map.sourceX(x, y)));
      for (int from = 0; from < image.length; from += height * width) {
        target[offset + from + pixel] =
            (float) Bilinear.at(image, from, height, width, row, column);
      }
    }
  }

  /** Pictures of copies, as parts of a page. */
  List<String> pictures(float[] copies) {
    List<String> pictures = new ArrayList<>();
    for (int from = 0; from < copies.length; from += image.length) {
      double[] values = new double[image.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = copies[from + i];
      }
      pictures.add(
          Picture.ofImage(values, shape.channels(), shape.height(), shape.width()).dataUri());
    }
    return pictures;
  }
}
