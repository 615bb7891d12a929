package dev.pinwheel.data.cifar;

import dev.pinwheel.data.Hashes;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A few images of noise in all the forms that the real ones come in: two training files, a test.
 */
final class SmallCifar {
  static final int EACH = 4;
  static final String[] NAMES = {"data_batch_1", "data_batch_2", "test_batch"};

  /** A level by file, image, channel, row and column. */
  private final int[][][][][] levels = new int[NAMES.length][EACH][3][32][32];

  private final int[][] labels = new int[NAMES.length][EACH];

  SmallCifar(long seed) {
    Random random = new Random(seed);
    for (int f = 0; f < NAMES.length; f++) {
      for (int i = 0; i < EACH; i++) {
        labels[f][i] = random.nextInt(10);
        for (int[][] channel : levels[f][i]) {
          for (int[] row : channel) {
            for (int x = 0; x < row.length; x++) {
              row[x] = random.nextInt(256);
            }
          }
        }
      }
    }
  }

  int level(int file, int image, int channel, int row, int column) {
    return levels[file][image][channel][row][column];
  }

  int label(int file, int image) {
    return labels[file][image];
  }

  byte[] binary(int file) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < EACH; i++) {
      out.write(labels[file][i]);
      for (int[][] channel : levels[file][i]) {
        for (int[] row : channel) {
          for (int level : row) {
            out.write(level);
          }
        }
      }
    }
    return out.toByteArray();
  }

  private byte[] png(int file) throws IOException {
    BufferedImage image = new BufferedImage(1024, EACH, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < EACH; i++) {
      for (int p = 0; p < 1024; p++) {
        int[][][] channels = levels[file][i];
        image.setRGB(
            p,
            i,
            channels[0][p / 32][p % 32] << 16
                | channels[1][p / 32][p % 32] << 8
                | channels[2][p / 32][p % 32]);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  private byte[] labelList(int from, int to) {
    StringJoiner list = new StringJoiner(",", "[", "]\n");
    for (int f = from; f < to; f++) {
      for (int label : labels[f]) {
        list.add(Integer.toString(label));
      }
    }
    return list.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** The package's archive. */
  void writePackage(Path archive) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (int f = 0; f < NAMES.length; f++) {
      entries.put("package/" + NAMES[f] + ".png", png(f));
    }
    entries.put("package/train_lables.json", labelList(0, 2));
    entries.put("package/test_lables.json", labelList(2, 3));
    write(archive, entries);
  }

  /** The official archive, which also holds a list of the classes. */
  void writeArchive(Path archive) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("cifar-10-batches-bin/batches.meta.txt", new byte[] {'a'});
    for (int f = 0; f < NAMES.length; f++) {
      entries.put("cifar-10-batches-bin/" + NAMES[f] + ".bin", binary(f));
    }
    write(archive, entries);
  }

  void writeFiles(Path folder) throws IOException {
    for (int f = 0; f < NAMES.length; f++) {
      Files.write(folder.resolve(NAMES[f] + ".bin"), binary(f));
    }
  }

  /** These images' files and hashes; the archive's is that of a file, where there is one. */
  CifarLayout layout(Path archive) {
    Map<String, String> hashes = new LinkedHashMap<>();
    for (int f = 0; f < NAMES.length; f++) {
      hashes.put(NAMES[f] + ".bin", Hashes.md5(binary(f)));
    }
    return new CifarLayout(EACH, hashes, Files.exists(archive) ? Hashes.md5(archive) : "");
  }

  private static void write(Path archive, Map<String, byte[]> entries) throws IOException {
    try (OutputStream file = Files.newOutputStream(archive);
        TarArchiveOutputStream out = new TarArchiveOutputStream(new GZIPOutputStream(file))) {
      for (Map.Entry<String, byte[]> each : entries.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(each.getKey());
        entry.setSize(each.getValue().length);
        out.putArchiveEntry(entry);
        out.write(each.getValue());
        out.closeArchiveEntry();
      }
    }
  }
}
