package dev.pinwheel.export;

/** Thrown where a model can't be exported; the message says why and what to do. */
public final class ExportException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * With a reason.
   *
   * @param message a sentence for people
   */
  public ExportException(String message) {
    super(message);
  }

  /**
   * With a reason and a cause.
   *
   * @param message a sentence for people
   * @param cause what was thrown
   */
  public ExportException(String message, Throwable cause) {
    super(message, cause);
  }
}
