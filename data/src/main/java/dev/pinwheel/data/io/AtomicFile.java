package dev.pinwheel.data.io;

import dev.pinwheel.data.DataException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Files that are written whole or not at all.
 *
 * <p>The content goes to a temporary file of unique name in the target's folder, is forced to the
 * disk and takes the target's name in one atomic step; a reader sees the old content or the new. On
 * any failure the temporary file is removed and the old file is untouched.
 */
public final class AtomicFile {
  private AtomicFile() {}

  /** Writes a file's content. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes all of it.
     *
     * @param out takes the bytes; buffered, and closed by the caller
     * @throws IOException if writing fails
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes bytes.
   *
   * @param target the file to make or replace; missing folders are made
   * @param bytes its content; not modified
   * @throws DataException if the file can't be written, with its path and the reason
   */
  public static void write(Path target, byte[] bytes) {
    write(target, out -> out.write(bytes));
  }

  /**
   * Writes what a function yields. What else the function throws passes through, with the old file
   * untouched.
   *
   * @param target the file to make or replace; missing folders are made
   * @param content writes the content
   * @throws DataException if the file can't be written, with its path and the reason
   */
  public static void write(Path target, Content content) {
    Path temporary =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      createFolder(target);
      try (FileChannel channel =
              FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
          OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
        content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      move(temporary, target);
    } catch (IOException e) {
      throw DataException.writing(target, e);
    } finally {
      removeQuietly(temporary);
    }
  }

  /**
   * Gives a complete file of the same folder its final name, after forcing it to the disk.
   *
   * @param complete the file; gone afterwards
   * @param target the name to take; a file of that name is replaced
   * @throws DataException if that fails, with the path and the reason
   */
  public static void publish(Path complete, Path target) {
    try {
      try (FileChannel channel = FileChannel.open(complete, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      move(complete, target);
    } catch (IOException e) {
      throw DataException.writing(target, e);
    }
  }

  /**
   * Removes what writers that were killed left in a folder. No one may be writing there.
   *
   * @param folder the folder; it need not exist
   * @throws DataException if it can't be read, or a leftover can't be removed
   */
  public static void sweep(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, ".*.tmp")) {
      for (Path leftover : leftovers) {
        Files.deleteIfExists(leftover);
      }
    } catch (IOException e) {
      throw DataException.writing(folder, e);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    Path folder = to.toAbsolutePath().getParent();
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      return; // Some systems can't force a folder: the rename is atomic all the same.
    }
  }

  private static void createFolder(Path target) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      Files.createDirectories(folder);
    }
  }

  private static void removeQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }
}
