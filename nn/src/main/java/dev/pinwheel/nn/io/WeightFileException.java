package dev.pinwheel.nn.io;

/**
 * A file of weights that cannot be used: missing, damaged, or not what it should be. The message is
 * one line, which quotes the file and says what is wrong with it.
 */
public class WeightFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Describes a file that cannot be used.
   *
   * @param message the file, what is wrong with it, and what to do; control characters become
   *     spaces
   */
  public WeightFileException(String message) {
    this(message, null);
  }

  /**
   * Describes a file that cannot be used, and why.
   *
   * @param message the file, what is wrong with it, and what to do; control characters become
   *     spaces
   * @param cause what led to it, or null
   */
  public WeightFileException(String message, Throwable cause) {
    super(message.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]+", " "), cause);
  }
}
