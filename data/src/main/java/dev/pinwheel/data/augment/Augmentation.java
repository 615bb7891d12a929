package dev.pinwheel.data.augment;

import dev.pinwheel.data.CounterRandom;
import dev.pinwheel.data.DataException;
import dev.pinwheel.data.ImageShape;
import dev.pinwheel.data.LabelledImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * An immutable description of random changes of images, with a text form that reads back.
 *
 * <p>The text is {@code none} or steps joined by {@code +}: {@code rotate(180)}, {@code
 * flip(horizontal)}, {@code flip(vertical)}, {@code shift(2)}, {@code shift(1.5,subpixel)}, {@code
 * scale(1.2)}, {@code scale(1.2,peraxis)}, {@code shear(10)}, {@code elastic(1)}; see {@link
 * AugmentationStep}. After them may stand {@code resample(bilinear)}, the default, or {@code
 * resample(cubic)}. The steps of an image are drawn from left to right from the {@link
 * CounterRandom} of (seed, epoch, index), composed to one {@link PointMap}, and applied by one
 * {@link Resampling} with zero outside: order of images and threads change nothing.
 *
 * @param steps what is done, in this order
 * @param resampling how a moved image is read between its pixels
 */
public record Augmentation(List<AugmentationStep> steps, Resampling resampling) {
  private static final Augmentation NONE = new Augmentation(List.of());

  /**
   * Copies the list.
   *
   * @param steps what is done, in this order
   * @param resampling how a moved image is read between its pixels
   */
  public Augmentation {
    steps = List.copyOf(steps);
  }

  /**
   * Steps with bilinear resampling.
   *
   * @param steps what is done, in this order
   */
  public Augmentation(List<AugmentationStep> steps) {
    this(steps, Resampling.BILINEAR);
  }

  /**
   * Returns the description of no change.
   *
   * @return no step
   */
  public static Augmentation none() {
    return NONE;
  }

  /**
   * Describes rotations.
   *
   * @param maxDegrees angles are uniform on [−maxDegrees, maxDegrees]
   * @return the one step
   * @throws DataException if maxDegrees isn't in [0, 180]
   */
  public static Augmentation rotate(double maxDegrees) {
    return new Augmentation(List.of(new AugmentationStep.Rotate(maxDegrees)));
  }

  /**
   * Describes a flip with probability one half.
   *
   * @param flip which sides change places
   * @return the one step
   */
  public static Augmentation flip(Flip flip) {
    return new Augmentation(List.of(new AugmentationStep.Mirror(flip)));
  }

  /**
   * Describes shifts.
   *
   * @param maxPixels both directions' amounts are uniform on [−maxPixels, maxPixels]
   * @param steps whole pixels or any amount
   * @return the one step
   * @throws DataException if maxPixels is negative, not finite, or not whole with whole steps
   */
  public static Augmentation shift(double maxPixels, ShiftSteps steps) {
    return new Augmentation(List.of(new AugmentationStep.Shift(maxPixels, steps)));
  }

  /**
   * Describes changes of size.
   *
   * @param maxFactor factors are from 1/maxFactor to maxFactor, their logarithms uniform
   * @param axes whether both axes have the same factor
   * @return the one step
   * @throws DataException if maxFactor isn't in [1, 10]
   */
  public static Augmentation scale(double maxFactor, ScaleAxes axes) {
    return new Augmentation(List.of(new AugmentationStep.Scale(maxFactor, axes)));
  }

  /**
   * Describes shears.
   *
   * @param maxDegrees upright lines lean by angles uniform on [−maxDegrees, maxDegrees]
   * @return the one step
   * @throws DataException if maxDegrees isn't in [0, 80]
   */
  public static Augmentation shear(double maxDegrees) {
    return new Augmentation(List.of(new AugmentationStep.Shear(maxDegrees)));
  }

  /**
   * Describes elastic distortions.
   *
   * @param pixels the root mean square of the displacement along each axis
   * @return the one step
   * @throws DataException if it is negative or not finite
   */
  public static Augmentation elastic(double pixels) {
    return new Augmentation(List.of(new AugmentationStep.Elastic(pixels)));
  }

  /**
   * Joins two descriptions.
   *
   * @param next what is done after this
   * @return all steps, with this one's resampling
   */
  public Augmentation plus(Augmentation next) {
    List<AugmentationStep> all = new ArrayList<>(steps);
    all.addAll(next.steps);
    return new Augmentation(all, resampling);
  }

  /**
   * Chooses the resampling.
   *
   * @param kind how a moved image is read between its pixels
   * @return the same steps
   */
  public Augmentation by(Resampling kind) {
    return new Augmentation(steps, kind);
  }

  /**
   * Reads the text form; blanks are allowed around steps.
   *
   * @param text the text
   * @return what it describes; {@code parse(a.toString()).equals(a)}
   * @throws DataException if the text isn't of this form, with the step that isn't
   */
  public static Augmentation parse(String text) {
    if (text.strip().equals("none")) {
      return NONE;
    }
    return AugmentationParser.augmentation(text);
  }

  /**
   * Draws the map of an image.
   *
   * @param shape of the images
   * @param seed the run's seed
   * @param epoch the epoch
   * @param index the image's number in the training set
   * @return the map, the same for the same three numbers
   */
  public PointMap draw(ImageShape shape, long seed, long epoch, long index) {
    CounterRandom random = new CounterRandom(seed, epoch, index);
    PointMap map = AffineMap.identity();
    for (AugmentationStep step : steps) {
      map = map.then(step.draw(random, shape));
    }
    return map;
  }

  /**
   * Changes an image.
   *
   * @param source holds the image; not modified
   * @param sourceOffset where it starts
   * @param shape its shape
   * @param seed the run's seed
   * @param epoch the epoch
   * @param index the image's number in the training set
   * @param target takes the result of the same shape; modified; another array than the source
   * @param targetOffset where the result starts
   * @throws DataException if source and target are one array
   * @throws IndexOutOfBoundsException if an array is too short
   */
  public void apply(
      float[] source,
      int sourceOffset,
      ImageShape shape,
      long seed,
      long epoch,
      long index,
      float[] target,
      int targetOffset) {
    PointMap map = draw(shape, seed, epoch, index);
    resampling.resample(source, sourceOffset, shape, map, target, targetOffset);
  }

  /**
   * Changes an image of a set; its index is its number there.
   *
   * @param images the set
   * @param index which image
   * @param seed the run's seed
   * @param epoch the epoch
   * @param target takes the result; modified
   * @param targetOffset where the result starts
   * @throws IndexOutOfBoundsException if there is no such image or the target is too short
   */
  public void apply(
      LabelledImages images, int index, long seed, long epoch, float[] target, int targetOffset) {
    if (steps.isEmpty()) {
      images.copyImage(index, target, targetOffset);
      return;
    }
    float[] source = new float[images.shape().size()];
    images.copyImage(index, source, 0);
    apply(source, 0, images.shape(), seed, epoch, index, target, targetOffset);
  }

  @Override
  public String toString() {
    if (steps.isEmpty()) {
      return "none";
    }
    String all = steps.stream().map(AugmentationStep::toString).collect(Collectors.joining("+"));
    return resampling == Resampling.BILINEAR
        ? all
        : all + "+resample(" + resampling.name().toLowerCase(Locale.ROOT) + ")";
  }
}
