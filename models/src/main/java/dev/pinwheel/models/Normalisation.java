package dev.pinwheel.models;

import dev.pinwheel.nn.dense.Arithmetic;
import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.io.TensorData;

/**
 * What is done to pixels before a net sees them: {@code (pixel − mean) / deviation}, pixels in [0,
 * 1]. One pair for all pixels and channels, so that it commutes with every motion of the image.
 *
 * @param mean the training set's mean
 * @param deviation the training set's standard deviation
 */
public record Normalisation(double mean, double deviation) implements Preprocessing {
  /** Leaves pixels as they are. */
  public static final Normalisation NONE = new Normalisation(0, 1);

  /**
   * Checks the numbers.
   *
   * @param mean the training set's mean
   * @param deviation the training set's standard deviation
   * @throws IllegalArgumentException if the deviation is not a positive number or the mean no
   *     number
   */
  public Normalisation {
    if (!(deviation > 0 && Double.isFinite(deviation) && Double.isFinite(mean))) {
      throw new IllegalArgumentException(
          "normalisation takes a finite mean and a positive deviation, not "
              + mean
              + " and "
              + deviation
              + ": are all pixels of the data set the same?");
    }
  }

  @Override
  public Order order() {
    return Order.AFTER_AUGMENTATION;
  }

  @Override
  public void apply(float[] pixels, int from, int to) {
    float shift = (float) mean;
    float scale = (float) (1 / deviation);
    for (int i = from; i < to; i++) {
      pixels[i] = (pixels[i] - shift) * scale;
    }
  }

  @Override
  public Value describe(Value images) {
    return equals(NONE)
        ? images
        : images
            .combine(Arithmetic.SUBTRACT, number((float) mean))
            .combine(Arithmetic.MULTIPLY, number((float) (1 / deviation)));
  }

  private static TensorData number(double value) {
    return TensorData.ofDoubles(new long[] {1}, value);
  }
}
