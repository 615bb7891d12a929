package dev.pinwheel.data;

/** Something that yields a training and a test set. */
public interface DataSource {
  /**
   * Returns the name by which it is asked for.
   *
   * @return lower-case words joined by hyphens
   */
  String name();

  /**
   * Describes the data.
   *
   * @return one line for a list
   */
  String description();

  /**
   * Finds, fetches or makes the data.
   *
   * @param locations the folders to look in and to keep files in
   * @param progress what is told of downloads and other long work
   * @return the two sets
   * @throws DataException if the data can't be had, or isn't what it should be
   */
  TrainTest load(DataLocations locations, Progress progress);
}
