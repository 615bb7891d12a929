package dev.pinwheel.data;

/** Listens to long tasks, to draw bars or to write a log. */
@FunctionalInterface
public interface Progress {
  /** The total of a task whose size isn't known. */
  long UNKNOWN = -1;

  /** What a task counts. */
  enum Unit {
    /** Bytes read, written or received. */
    BYTES,
    /** Things made or read: images, lines, files. */
    ITEMS
  }

  /** A task that runs. Calls may come from several threads. */
  interface Task extends AutoCloseable {
    /**
     * Counts work done since the last call.
     *
     * @param amount how much, in the task's unit
     */
    void advance(long amount);

    /** Says that the task has ended, well or not; called once. */
    @Override
    void close();
  }

  /**
   * Announces a task.
   *
   * @param name what is done, a few words such as "rotating digits"
   * @param unit what is counted
   * @param total how much there is to do, or {@link #UNKNOWN}
   * @return what is told of the work; the caller closes it
   */
  Task begin(String name, Unit unit, long total);

  /**
   * Returns a listener that does nothing.
   *
   * @return the silent listener
   */
  static Progress none() {
    return (name, unit, total) ->
        new Task() {
          @Override
          public void advance(long amount) {}

          @Override
          public void close() {}
        };
  }
}
