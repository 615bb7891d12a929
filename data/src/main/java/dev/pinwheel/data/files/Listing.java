package dev.pinwheel.data.files;

import dev.pinwheel.data.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Which files a set of images has, before any is opened.
 *
 * @param source the folder or CSV, as an absolute path
 * @param entries the files with their labels, in a fixed order
 * @param problems what is wrong with the list itself, such as a class without images
 * @param ignored how many files are not named like images
 */
public record Listing(Path source, List<Entry> entries, List<Problem> problems, int ignored) {
  private static final String CSV = ".csv";

  /** Which part of a set a file was put into. */
  public enum Part {
    /** None: the split decides. */
    ANY,
    /** Training images. */
    TRAIN,
    /** Images to make choices on. */
    VALIDATION,
    /** Test images. */
    TEST
  }

  /**
   * A file of a set.
   *
   * @param file where it is
   * @param where the same for people, as the folder or CSV names it
   * @param label its class
   * @param part which part the user put it into
   */
  public record Entry(Path file, String where, String label, Part part) {}

  /**
   * Copies the lists.
   *
   * @param source the folder or CSV, as an absolute path
   * @param entries the files with their labels, in a fixed order
   * @param problems what is wrong with the list itself
   * @param ignored how many files are not named like images
   */
  public Listing {
    entries = List.copyOf(entries);
    problems = List.copyOf(problems);
  }

  /**
   * Lists a folder with a sub-folder for each class, such a folder in each of {@code train}, {@code
   * test} and perhaps {@code val}, or the rows of a CSV with the columns {@code path}, {@code
   * label} and perhaps {@code split}.
   *
   * @param source the folder or CSV
   * @return the list
   * @throws DataException if there is no such folder or CSV, or it has not that form
   */
  public static Listing of(Path source) {
    Path absolute = source.toAbsolutePath().normalize();
    if (Files.isDirectory(absolute)) {
      return FolderListing.of(absolute);
    }
    if (!Files.isRegularFile(absolute)) {
      throw new DataException(
          "there is no folder or CSV " + source + ": check the path of the images");
    }
    if (!isCsv(absolute)) {
      throw new DataException(
          source
              + " is neither a folder nor a .csv file: name one with a sub-folder for each class");
    }
    return CsvListing.of(absolute);
  }

  /**
   * Returns whether the user has split the images.
   *
   * @return whether every entry is in a part
   */
  public boolean isSplit() {
    return entries.stream().noneMatch(e -> e.part() == Part.ANY);
  }

  /**
   * Returns the classes' names.
   *
   * @return the labels that occur, in alphabetical order
   */
  public List<String> classes() {
    return entries.stream().map(Entry::label).distinct().sorted().toList();
  }

  private static boolean isCsv(Path file) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(CSV);
  }
}
