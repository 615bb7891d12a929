package dev.pinwheel.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.Objects;

/** Says in words why input or output failed, and what to do. */
final class IoMessages {
  private IoMessages() {}

  static String of(IOException failure) {
    String text = Objects.requireNonNullElse(failure.getMessage(), "");
    if (isFull(text)) {
      return "no space left on the device%s: free some, or choose another folder"
          .formatted(file(failure));
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied: '%s'; choose another place, or change its permissions"
          .formatted(text);
    }
    if (failure instanceof NoSuchFileException) {
      return "there is no '%s': check the path".formatted(text);
    }
    if (failure instanceof FileNotFoundException) {
      return "cannot open %s: check the path and its permissions".formatted(text);
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "'%s' exists already: remove it, or choose another name".formatted(text);
    }
    if (failure instanceof NotDirectoryException) {
      return "'%s' is not a folder: choose one".formatted(text);
    }
    if (failure instanceof DirectoryNotEmptyException) {
      return "the folder '%s' is not empty: empty it, or choose another".formatted(text);
    }
    if (failure instanceof UnknownHostException || failure instanceof ConnectException) {
      return "cannot reach %s: check the network".formatted(text.isEmpty() ? "the host" : text);
    }
    String kind = failure.getClass().getSimpleName();
    return "input or output failed: " + (text.isEmpty() ? kind : text);
  }

  private static boolean isFull(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.contains("no space left")
        || lower.contains("quota exceeded")
        || lower.contains("not enough space");
  }

  private static String file(IOException failure) {
    return failure instanceof FileSystemException system && system.getFile() != null
        ? " for '" + system.getFile() + "'"
        : "";
  }
}
