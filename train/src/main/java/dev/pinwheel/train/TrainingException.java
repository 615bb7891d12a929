package dev.pinwheel.train;

/** A run that cannot go on; what was saved before is whole. */
public class TrainingException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * Says what stopped the run.
   *
   * @param message what happened, where, and what to do
   */
  public TrainingException(String message) {
    super(message);
  }

  /**
   * Says what stopped the run.
   *
   * @param message what happened, where, and what to do
   * @param cause why
   */
  public TrainingException(String message, Throwable cause) {
    super(message, cause);
  }
}
