package dev.pinwheel.data.files;

import dev.pinwheel.data.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/** Lists the rows of a CSV (RFC 4180, UTF-8) with a header; paths are relative to its folder. */
final class CsvListing {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setIgnoreHeaderCase(true)
          .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
          .setIgnoreSurroundingSpaces(true)
          .setIgnoreEmptyLines(true)
          .setTrim(true)
          .get();

  private static final Map<String, Listing.Part> PARTS =
      Map.of(
          "train", Listing.Part.TRAIN,
          "val", Listing.Part.VALIDATION,
          "validation", Listing.Part.VALIDATION,
          "test", Listing.Part.TEST);

  private final Path csv;
  private final List<Listing.Entry> entries = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private CsvListing(Path csv) {
    this.csv = csv;
  }

  static Listing of(Path csv) {
    CsvListing listing = new CsvListing(csv);
    try (CSVParser rows = CSVParser.parse(text(csv), FORMAT)) {
      String path =
          listing.column(rows, "path", "file").orElseThrow(() -> listing.none(rows, "path"));
      String label =
          listing.column(rows, "label", "class").orElseThrow(() -> listing.none(rows, "label"));
      Optional<String> split = listing.column(rows, "split", "part");
      for (CSVRecord row : rows) {
        listing.add(row, path, label, split);
      }
    } catch (IOException e) {
      throw DataException.reading(csv, e);
    } catch (UncheckedIOException e) {
      throw DataException.reading(csv, e.getCause());
    } catch (IllegalArgumentException e) {
      throw new DataException(csv + " is no CSV with a header: " + DataException.reason(e), e);
    }
    long classes = listing.entries.stream().map(Listing.Entry::label).distinct().count();
    if (classes < 2 && listing.problems.isEmpty()) {
      throw new DataException(csv + " has " + classes + " classes: list images of at least two");
    }
    return new Listing(csv, listing.entries, listing.problems, 0);
  }

  private static String text(Path csv) throws IOException {
    try {
      String text = Files.readString(csv);
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new DataException(csv + " is not in UTF-8: save it so", e);
    }
  }

  private Optional<String> column(CSVParser rows, String name, String other) {
    return rows.getHeaderNames().stream()
        .filter(h -> h.equalsIgnoreCase(name) || h.equalsIgnoreCase(other))
        .findFirst();
  }

  private DataException none(CSVParser rows, String name) {
    return new DataException(
        csv
            + " has no column '"
            + name
            + "': its first line is "
            + String.join(",", rows.getHeaderNames())
            + ", and must name path and label, and split if you split the images yourself");
  }

  private void add(CSVRecord row, String path, String label, Optional<String> split) {
    String at = csv.getFileName() + ", row " + (row.getRecordNumber() + 1);
    if (!row.isConsistent()) {
      throw new DataException(
          at
              + ": "
              + row.size()
              + " values under another number of columns; quote commas in paths");
    }
    String written = row.get(path);
    Listing.Part part = split.map(s -> part(row.get(s), at)).orElse(Listing.Part.ANY);
    if (row.get(label).isEmpty()) {
      problems.add(new Problem(Problem.Kind.MISSING, at, "has no label"));
      return;
    }
    Path folder = csv.getParent();
    Path file;
    try {
      file = folder.resolve(written).normalize();
    } catch (InvalidPathException e) {
      problems.add(new Problem(Problem.Kind.MISSING, at, "'" + written + "' is no path"));
      return;
    }
    if (written.isEmpty() || !file.startsWith(folder) || file.equals(folder)) {
      problems.add(
          new Problem(
              Problem.Kind.MISSING,
              at,
              "'" + written + "' is not below the CSV's folder: move the CSV above its images"));
    } else if (!Files.isRegularFile(file)) {
      problems.add(new Problem(Problem.Kind.MISSING, at, "there is no file '" + written + "'"));
    } else {
      entries.add(
          new Listing.Entry(file, folder.relativize(file).toString(), row.get(label), part));
    }
  }

  private static Listing.Part part(String text, String at) {
    Listing.Part part = PARTS.get(text.toLowerCase(Locale.ROOT));
    if (part == null) {
      throw new DataException(at + ": split '" + text + "'; use train, val or test in every row");
    }
    return part;
  }
}
