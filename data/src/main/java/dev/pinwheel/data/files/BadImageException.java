package dev.pinwheel.data.files;

/** A file that can't be taken as an image; the message says why, without the file's name. */
public final class BadImageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with the file. */
  private final Problem.Kind kind;

  /**
   * Makes an exception.
   *
   * @param kind what sort of problem it is
   * @param message what is wrong and what to do, such as {@code is CMYK: save it as RGB}
   */
  public BadImageException(Problem.Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  BadImageException(Problem.Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /**
   * Returns what sort of problem it is.
   *
   * @return the kind
   */
  public Problem.Kind kind() {
    return kind;
  }
}
