package dev.pinwheel.train;

/**
 * Batches by number. Whatever it takes to make one (reading, decoding, augmenting, normalising)
 * belongs in {@link #batch}, which {@link Prefetch} calls beside the training step.
 *
 * <p>What a batch holds depends on its number alone, not on calls before or on the thread.
 */
interface BatchSource {
  /** How many batches there are. */
  int count();

  /**
   * Makes a batch. Called by one thread at a time, for 0, 1, … in turn. A call that blocks ends
   * soon after its thread is interrupted.
   *
   * @param number from 0 to count − 1
   * @return a batch of its own arrays
   * @throws RuntimeException if it can't be made, with the image and what to do
   */
  Batch batch(int number);
}
