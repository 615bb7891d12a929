package dev.pinwheel.data;

import java.util.List;

/**
 * How images of one's own became a training and a test set; with the same files it gives the same
 * sets again.
 *
 * @param source the folder or CSV, as an absolute path
 * @param classes the classes' names, in the order of their labels
 * @param channels 1 for grey, 3 for colour
 * @param sizing how images are brought to size, such as {@code resize(64)}
 * @param testFraction the fraction of each class that is held out for the test, where the user has
 *     not split the images
 * @param splitSeed the split's seed
 * @param badFiles what is done about files that can't be used
 */
public record ImageRecipe(
    String source,
    List<String> classes,
    int channels,
    String sizing,
    double testFraction,
    long splitSeed,
    BadFiles badFiles) {
  /** What is done about files that can't be used. */
  public enum BadFiles {
    /** The set is refused. */
    STOP,
    /** They are left out. */
    SKIP
  }

  /**
   * Checks the fraction and copies the list.
   *
   * @param source the folder or CSV, as an absolute path
   * @param classes the classes' names, in the order of their labels
   * @param channels 1 for grey, 3 for colour
   * @param sizing how images are brought to size, such as {@code resize(64)}
   * @param testFraction the fraction of each class that is held out for the test
   * @param splitSeed the split's seed
   * @param badFiles what is done about files that can't be used
   * @throws DataException if the fraction is not between 0 and 1
   */
  public ImageRecipe {
    classes = List.copyOf(classes);
    if (!(testFraction > 0 && testFraction < 1)) {
      throw new DataException(
          "test fraction " + testFraction + ": use a number between 0 and 1, such as 0.2");
    }
  }
}
