package dev.pinwheel.data;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A training set and a test set of the same shape and classes.
 *
 * @param name the data set's name, such as {@code rotated-mnist}
 * @param provenance where the images come from and how they were made, in one line
 * @param train the training set
 * @param test the test set
 * @param validation images to make choices on, if they were given beside the others
 * @param recipe how they were made of one's own files, if they were
 */
public record TrainTest(
    String name,
    String provenance,
    LabelledImages train,
    LabelledImages test,
    Optional<LabelledImages> validation,
    Optional<ImageRecipe> recipe) {
  /**
   * Checks that the sets belong together.
   *
   * @param name the data set's name, such as {@code rotated-mnist}
   * @param provenance where the images come from and how they were made, in one line
   * @param train the training set
   * @param test the test set
   * @param validation images to make choices on, if they were given beside the others
   * @param recipe how they were made of one's own files, if they were
   * @throws DataException if their shapes or numbers of classes differ
   */
  public TrainTest {
    requireAlike(name, train, test);
    if (validation.isPresent()) {
      requireAlike(name, train, validation.get());
    }
  }

  /**
   * A training set and a test set alone.
   *
   * @param name the data set's name, such as {@code rotated-mnist}
   * @param provenance where the images come from and how they were made, in one line
   * @param train the training set
   * @param test the test set
   * @throws DataException if their shapes or numbers of classes differ
   */
  public TrainTest(String name, String provenance, LabelledImages train, LabelledImages test) {
    this(name, provenance, train, test, Optional.empty(), Optional.empty());
  }

  private static void requireAlike(String name, LabelledImages train, LabelledImages other) {
    if (!train.shape().equals(other.shape()) || train.classes() != other.classes()) {
      throw new DataException(
          "data set \""
              + name
              + "\": training images are "
              + train.shape()
              + " of "
              + train.classes()
              + " classes but test images "
              + other.shape()
              + " of "
              + other.classes()
              + "; give sets of one kind");
    }
  }

  /**
   * Returns the training set's hash.
   *
   * @return {@link LabelledImages#sha256()} of {@link #train()}
   */
  public String trainSha256() {
    return train.sha256();
  }

  /**
   * Returns the test set's hash.
   *
   * @return {@link LabelledImages#sha256()} of {@link #test()}
   */
  public String testSha256() {
    return test.sha256();
  }

  /**
   * Splits the training set in two, for choices that must not see the test set.
   *
   * @param seed the split's seed
   * @param count how many training images to hold out
   * @return the remaining training images as {@link #train()} and those held out as {@link #test()}
   * @throws DataException if count is not from 1 to the training set's size less 1
   */
  public TrainTest validation(long seed, int count) {
    LabelledImages.Split split = train.split(seed, count);
    return new TrainTest(
        name + "/validation",
        provenance + "; " + count + " training images held out with seed " + seed,
        split.rest(),
        split.heldOut(),
        Optional.empty(),
        recipe);
  }

  /**
   * Takes the first images of both sets, for a rehearsal.
   *
   * @param count how many of each, at most
   * @return the smaller sets
   * @throws DataException if count is less than 1
   */
  public TrainTest first(int count) {
    if (count < 1) {
      throw new DataException("cannot take the first " + count + " images: use at least 1");
    }
    return new TrainTest(
        name + "/first-" + count,
        provenance + "; the first " + count + " of each set",
        first(train, count),
        first(test, count),
        validation.map(set -> first(set, count)),
        recipe);
  }

  private static LabelledImages first(LabelledImages set, int count) {
    int[] indices = IntStream.range(0, Math.min(count, set.count())).toArray();
    return set.subset(set.name() + "/first-" + count, indices);
  }
}
