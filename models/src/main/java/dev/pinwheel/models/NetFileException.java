package dev.pinwheel.models;

/** A net file is not well formed, or describes no net; the message names line and field. */
public class NetFileException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /**
   * Says what is wrong and where.
   *
   * @param message one line
   */
  public NetFileException(String message) {
    super(message);
  }

  /**
   * Says what is wrong and where.
   *
   * @param message one line
   * @param cause what was caught
   */
  public NetFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
