package dev.pinwheel.data;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Data that is missing, altered, malformed or can't be stored.
 *
 * <p>The message is one line: it quotes the offending value or file and says what to do.
 */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception without a cause.
   *
   * @param message what is wrong and what to do, in one line
   */
  public DataException(String message) {
    super(message);
  }

  /**
   * Makes an exception with a cause.
   *
   * @param message what is wrong and what to do, in one line
   * @param cause what was caught
   */
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Wraps a failure to read.
   *
   * @param file the file that was read
   * @param cause what was caught
   * @return an exception that names the file and the reason
   */
  public static DataException reading(Path file, IOException cause) {
    return new DataException("cannot read " + file + ": " + reason(cause), cause);
  }

  /**
   * Wraps a failure to write.
   *
   * @param file the file that was to be written
   * @param cause what was caught
   * @return an exception that names the file, the reason, and what to check
   */
  public static DataException writing(Path file, IOException cause) {
    return new DataException(
        "cannot write "
            + file
            + ": "
            + reason(cause)
            + "; check its folder's free space and permissions, or choose another folder",
        cause);
  }

  /**
   * Says why input or output failed, in a few words on one line.
   *
   * @param cause what was caught
   * @return the reason, never empty
   */
  public static String reason(Throwable cause) {
    if (cause instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    String text =
        cause instanceof FileSystemException failure ? failure.getReason() : cause.getMessage();
    return text == null || text.isBlank()
        ? cause.getClass().getSimpleName()
        : text.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
