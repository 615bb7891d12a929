package dev.pinwheel.models;

import dev.pinwheel.nn.dense.Arithmetic;
import dev.pinwheel.nn.dense.Elementwise;
import dev.pinwheel.nn.dense.Sliding;
import dev.pinwheel.nn.dense.Statistic;
import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.io.TensorData;
import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Global contrast normalisation, then ZCA whitening (Krizhevsky, Learning Multiple Layers of
 * Features from Tiny Images, 2009; Goodfellow et al., Maxout Networks, 2013): an image x of D
 * numbers becomes
 *
 * <pre>  y = W (g(x) − μ),   g(x) = (x − mean(x)) / max(deviation(x), 10⁻⁸),   W = (C + ε)^(−1/2)
 * </pre>
 *
 * with mean and deviation over all the image's numbers, and μ and C the mean and covariance of g(x)
 * over the training images; ε = 0.1. The covariance of y is C (C + ε)⁻¹: the identity but for
 * directions in which images hardly vary. W is the symmetric root, so y still looks like an image.
 *
 * <p>A whitening may be made to commute with a group that moves pixels: μ and C are averaged over
 * it. Otherwise W knows left from right and up from down as far as the training images do.
 *
 * <p>Immutable; W takes 4·D² bytes.
 */
public final class Whitening implements Preprocessing {
  /** What is added to the covariance's eigenvalues. */
  public static final double EPSILON = 0.1;

  private static final double LEAST_DEVIATION = 1e-8;

  private final PreprocessingForm form;
  private final float[] mean;
  private final float[] matrix;

  /** Keeps both arrays. */
  Whitening(PreprocessingForm form, float[] mean, float[] matrix) {
    if (matrix.length != mean.length * mean.length) {
      throw new IllegalArgumentException(
          "a whitening of " + mean.length + " numbers takes their square, not " + matrix.length);
    }
    this.form = form;
    this.mean = mean;
    this.matrix = matrix;
  }

  /**
   * What sort of whitening it is.
   *
   * @return the form, with the group
   */
  public PreprocessingForm form() {
    return form;
  }

  /**
   * How many numbers an image has.
   *
   * @return D
   */
  public int size() {
    return mean.length;
  }

  /**
   * The mean of the training images after contrast normalisation.
   *
   * @return μ, a copy
   */
  public float[] mean() {
    return mean.clone();
  }

  /**
   * The whitening matrix.
   *
   * @return W, symmetric, row by row; a copy
   */
  public float[] matrix() {
    return matrix.clone();
  }

  @Override
  public Order order() {
    return Order.BEFORE_AUGMENTATION;
  }

  /**
   * Whitens images.
   *
   * @param pixels images, one after the other. Modified: changed in place.
   * @param from where the first image to change begins
   * @param to where the last one ends
   * @throws IllegalArgumentException if between the two there is no whole number of images
   */
  @Override
  public void apply(float[] pixels, int from, int to) {
    int count = (to - from) / size();
    if ((to - from) % size() != 0) {
      throw new IllegalArgumentException(
          "whitening takes images of " + size() + " numbers, not " + (to - from) + " numbers");
    }
    if (count == 0) {
      return;
    }
    float[] images = Arrays.copyOfRange(pixels, from, to);
    for (int i = 0; i < count; i++) {
      normaliseContrast(images, i * size(), size());
      for (int k = 0; k < size(); k++) {
        images[i * size() + k] -= mean[k];
      }
    }
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor white = Tensors.of(images, count, size()).mm(Tensors.of(matrix, size(), size()));
      System.arraycopy(Tensors.toFloats(white), 0, pixels, from, to - from);
    }
  }

  @Override
  public Value describe(Value images) {
    Value flat = images.reshape(size());
    // Twice: of an image of one level the first mean's rounding would be all that is left.
    Value once = flat.combine(Arithmetic.SUBTRACT, flat.reduce(Statistic.MEAN, 0));
    Value centred = once.combine(Arithmetic.SUBTRACT, once.reduce(Statistic.MEAN, 0));
    Value deviation =
        centred
            .combine(Arithmetic.MULTIPLY, centred)
            .reduce(Statistic.MEAN, 0)
            .map(Elementwise.SQUARE_ROOT)
            .combine(Arithmetic.MAXIMUM, TensorData.ofDoubles(new long[] {1}, LEAST_DEVIATION));
    TensorData middle = TensorData.ofFloats(new long[] {size()}, mean);
    TensorData rows = TensorData.ofFloats(new long[] {size(), size(), 1}, matrix);
    return centred
        .combine(Arithmetic.DIVIDE, deviation)
        .combine(Arithmetic.SUBTRACT, middle)
        .reshape(size(), 1)
        .correlate(rows, Optional.empty(), Sliding.PLAIN, 1)
        .reshape(images.shape());
  }

  /** Takes an image's mean away and divides by its deviation. */
  static void normaliseContrast(float[] pixels, int from, int size) {
    double sum = 0;
    for (int i = from; i < from + size; i++) {
      sum += pixels[i];
    }
    double middle = sum / size;
    double squares = 0;
    for (int i = from; i < from + size; i++) {
      squares += (pixels[i] - middle) * (pixels[i] - middle);
    }
    double deviation = Math.max(Math.sqrt(squares / size), LEAST_DEVIATION);
    for (int i = from; i < from + size; i++) {
      pixels[i] = (float) ((pixels[i] - middle) / deviation);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Whitening w
        && form.equals(w.form)
        && Arrays.equals(mean, w.mean)
        && Arrays.equals(matrix, w.matrix);
  }

  @Override
  public int hashCode() {
    return 31 * form.hashCode() + Arrays.hashCode(mean);
  }

  @Override
  public String toString() {
    return form + " of " + size() + " numbers";
  }
}
