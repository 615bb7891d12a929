package dev.pinwheel.data.cifar;

import dev.pinwheel.data.DataException;
import dev.pinwheel.data.Hashes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which files make up the set, what is in them, and how they are verified.
 *
 * @param imagesEach images in each file
 * @param md5 the files' MD5 by name, training files first, the test file last
 * @param archiveMd5 the MD5 of the archive that holds them
 */
record CifarLayout(int imagesEach, Map<String, String> md5, String archiveMd5) {
  /** The official set; the archive's MD5 is published, the files' follow from it. */
  static final CifarLayout OFFICIAL =
      new CifarLayout(
          10_000,
          official(
              List.of(
                  "5dd7e06a14cb22eb9f671a540d1b7c25", "5ea93a67294ea407fff1d09f752e9692",
                  "942cd6a4bcdd0dd3c604fbe906cb4421", "ae636b3ba5c66a11e91e8cb52e771fcb",
                  "53f37980c15c3d472c316c40844f3f0d", "803d5f7f4d78ea53de84dbe85f74fb6d")),
          "c32a1d4ab5d03f1284b67883e8d87530");

  /** The test file's name without its end. */
  static final String TEST = "test_batch";

  private static Map<String, String> official(List<String> hashes) {
    Map<String, String> files = new LinkedHashMap<>();
    for (int i = 1; i < hashes.size(); i++) {
      files.put("data_batch_" + i + CifarBinary.END, hashes.get(i - 1));
    }
    files.put(TEST + CifarBinary.END, hashes.get(hashes.size() - 1));
    return files;
  }

  /** The files' names, the test file last. */
  List<String> names() {
    return List.copyOf(md5.keySet());
  }

  /** Whether all files are in a folder; their content is not looked at. */
  boolean isIn(Path folder) {
    return md5.keySet().stream().allMatch(name -> Files.isRegularFile(folder.resolve(name)));
  }

  /** Whether all files are in a folder and have their MD5. */
  boolean isVerifiedIn(Path folder) {
    return isIn(folder)
        && md5.entrySet().stream()
            .allMatch(file -> Hashes.md5(folder.resolve(file.getKey())).equals(file.getValue()));
  }

  /** Fails, with the file and both hashes, unless a file has the MD5 of the name it shall have. */
  void verify(String name, Path file) {
    require(file, "CIFAR-10's " + name, md5.get(name));
  }

  /** Fails, with both hashes, unless a file is the archive. */
  void verifyArchive(Path file) {
    require(file, "CIFAR-10's archive of the binary version", archiveMd5);
  }

  private static void require(Path file, String what, String wanted) {
    String found = Hashes.md5(file);
    if (!found.equals(wanted)) {
      throw new DataException(
          "%s is not %s: its MD5 is %s, not %s; fetch it again"
              .formatted(file, what, found, wanted));
    }
  }
}
