package dev.pinwheel.models;

/**
 * What a named net is built for.
 *
 * @param channels channels of the images: 1 for grey, 3 for colour
 * @param height rows of the images
 * @param width columns of the images
 * @param classes classes to tell apart
 */
public record ModelOptions(int channels, int height, int width, int classes) {
  /** MNIST and its rotated variant: grey, 28×28, ten digits. */
  public static final ModelOptions MNIST = new ModelOptions(1, 28, 28, 10);

  /** CIFAR-10: colour, 32×32, ten classes. */
  public static final ModelOptions CIFAR10 = new ModelOptions(3, 32, 32, 10);

  /**
   * Checks the numbers.
   *
   * @param channels channels of the images: 1 for grey, 3 for colour
   * @param height rows of the images
   * @param width columns of the images
   * @param classes classes to tell apart
   * @throws IllegalArgumentException if one is not positive
   */
  public ModelOptions {
    if (channels < 1 || height < 1 || width < 1 || classes < 1) {
      throw new IllegalArgumentException(
          "channels, height, width and classes must be positive, not "
              + channels
              + ", "
              + height
              + ", "
              + width
              + ", "
              + classes);
    }
  }
}
