package dev.pinwheel.data.files;

import dev.pinwheel.data.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists a folder with a sub-folder for each class, perhaps below folders for each part. */
final class FolderListing {
  private static final Map<String, Listing.Part> PARTS =
      Map.of(
          "train", Listing.Part.TRAIN,
          "training", Listing.Part.TRAIN,
          "val", Listing.Part.VALIDATION,
          "valid", Listing.Part.VALIDATION,
          "validation", Listing.Part.VALIDATION,
          "test", Listing.Part.TEST);

  private final Path root;
  private final List<Listing.Entry> entries = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private int ignored;

  private FolderListing(Path root) {
    this.root = root;
  }

  static Listing of(Path root) {
    try {
      FolderListing listing = new FolderListing(root);
      listing.list();
      return new Listing(root, listing.entries, listing.problems, listing.ignored);
    } catch (UncheckedIOException e) {
      throw DataException.reading(root, e.getCause());
    } catch (IOException e) {
      throw DataException.reading(root, e);
    }
  }

  private void list() throws IOException {
    List<Path> folders = folders(root);
    if (folders.isEmpty()) {
      throw new DataException(
          root
              + " has no sub-folders: put the images into one for each class, or name a CSV with the"
              + " columns path and label");
    }
    ignored += files(root);
    Map<Path, Listing.Part> parts = parts(folders);
    if (parts.isEmpty()) {
      classes(folders, Listing.Part.ANY);
    } else {
      for (Map.Entry<Path, Listing.Part> part : parts.entrySet()) {
        ignored += files(part.getKey());
        classes(folders(part.getKey()), part.getValue());
      }
    }
    requireClasses(folders);
  }

  /** The folders of a split, or none if folders are classes. */
  private static Map<Path, Listing.Part> parts(List<Path> folders) {
    Map<Path, Listing.Part> parts = new LinkedHashMap<>();
    for (Path folder : folders) {
      Listing.Part part = PARTS.get(name(folder).toLowerCase(Locale.ROOT));
      if (part != null) {
        parts.put(folder, part);
      }
    }
    boolean trains = parts.containsValue(Listing.Part.TRAIN);
    boolean tests = parts.containsValue(Listing.Part.TEST);
    if (trains && tests && parts.size() == folders.size()) {
      return parts;
    }
    if (trains && (tests || parts.containsValue(Listing.Part.VALIDATION))) {
      throw new DataException(
          "the folders "
              + folders.stream().map(FolderListing::name).toList()
              + " look like a split: it needs train and test, val if you like, and no others");
    }
    return Map.of();
  }

  private void classes(List<Path> folders, Listing.Part part) throws IOException {
    for (Path folder : folders) {
      int before = entries.size();
      try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
        for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
          if (ImageFormat.isNamedSo(file)) {
            String where = root.relativize(file).toString();
            entries.add(new Listing.Entry(file, where, name(folder), part));
          } else {
            ignored++;
          }
        }
      }
      if (entries.size() == before) {
        problems.add(
            new Problem(
                Problem.Kind.EMPTY_CLASS,
                root.relativize(folder).toString(),
                "is a class without images: remove the folder, or fill it"));
      }
    }
  }

  private void requireClasses(List<Path> folders) throws IOException {
    TreeSet<String> names =
        entries.stream().map(Listing.Entry::label).collect(Collectors.toCollection(TreeSet::new));
    if (names.size() >= 2) {
      return;
    }
    if (names.isEmpty() && problems.size() != folders.size()) {
      return;
    }
    String found = names.isEmpty() ? "no images" : "images of one class only, " + names.first();
    List<Path> inner = folders.size() == 1 ? folders(folders.get(0)) : List.of();
    throw new DataException(
        root
            + " has "
            + found
            + (inner.size() > 1
                ? ": did you mean " + folders.get(0) + "?"
                : ": give each of at least two classes a sub-folder of .png, .jpg, .tif or .bmp"
                    + " files"));
  }

  private static List<Path> folders(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isDirectory).filter(f -> !name(f).startsWith(".")).sorted().toList();
    }
  }

  private static int files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return (int) all.filter(Files::isRegularFile).count();
    }
  }

  private static String name(Path folder) {
    return folder.getFileName().toString();
  }
}
