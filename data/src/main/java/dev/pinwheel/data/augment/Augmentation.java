package dev.pinwheel.data.augment;

import dev.pinwheel.data.CounterRandom;
import dev.pinwheel.data.DataException;
import dev.pinwheel.data.ImageShape;
import dev.pinwheel.data.LabelledImages;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An immutable description of random changes of images, with a text form that reads back.
 *
 * <p>The text is {@code none} or steps joined by {@code +}: {@code rotate(180)}, {@code
 * flip(horizontal)}, {@code flip(vertical)}, {@code shift(2)}, {@code shift(1.5,subpixel)}; see
 * {@link AugmentationStep}. The steps of an image are drawn from left to right from the {@link
 * CounterRandom} of (seed, epoch, index), composed to one {@link AffineMap}, and applied by one
 * bilinear resampling with zero outside: order of images and threads change nothing.
 *
 * @param steps what is done, in this order
 */
public record Augmentation(List<AugmentationStep> steps) {
  private static final Augmentation NONE = new Augmentation(List.of());

  /**
   * Copies the list.
   *
   * @param steps what is done, in this order
   */
  public Augmentation {
    steps = List.copyOf(steps);
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
   * Joins two descriptions.
   *
   * @param next what is done after this
   * @return all steps
   */
  public Augmentation plus(Augmentation next) {
    List<AugmentationStep> all = new ArrayList<>(steps);
    all.addAll(next.steps);
    return new Augmentation(all);
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
    List<AugmentationStep> steps = new ArrayList<>();
    for (String step : text.split("\\+", -1)) {
      steps.add(AugmentationParser.step(step.strip(), text));
    }
    return new Augmentation(steps);
  }

  /**
   * Draws the map of an image.
   *
   * @param seed the run's seed
   * @param epoch the epoch
   * @param index the image's number in the training set
   * @return the map, the same for the same three numbers
   */
  public AffineMap draw(long seed, long epoch, long index) {
    CounterRandom random = new CounterRandom(seed, epoch, index);
    AffineMap map = AffineMap.identity();
    for (AugmentationStep step : steps) {
      map = map.then(step.draw(random));
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
    AffineMap map = draw(seed, epoch, index);
    Bilinear.resample(source, sourceOffset, shape, map, target, targetOffset);
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
    return steps.isEmpty()
        ? "none"
        : steps.stream().map(AugmentationStep::toString).collect(Collectors.joining("+"));
  }
}
