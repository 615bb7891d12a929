package dev.pinwheel.serve;

import dev.pinwheel.data.ImageShape;
import dev.pinwheel.data.augment.AffineMap;
import dev.pinwheel.data.augment.Bilinear;
import dev.pinwheel.report.picture.Picture;
import java.util.ArrayList;
import java.util.List;

/**
 * An image and its copies turned about the centre, counter-clockwise. By quarter turns pixels go to
 * pixels, exactly; by other angles values are interpolated linearly, and outside the image is zero.
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
      Bilinear.resample(image, 0, shape, AffineMap.rotation(angles.get(i)), all, i * image.length);
    }
    return all;
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
