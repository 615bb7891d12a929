package dev.pinwheel.train.predict;

import dev.pinwheel.data.files.BadImageException;
import dev.pinwheel.data.files.Intake;
import dev.pinwheel.models.Preprocessing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Some files, decoded and preprocessed as a net takes them. */
final class DecodedFiles {
  private final List<Path> files = new ArrayList<>();
  private final List<Bad> bad = new ArrayList<>();
  private final float[] pixels;
  private final long nanos;

  /** A file that can't be taken, and why. */
  record Bad(Path file, String reason) {}

  /** Decodes them, one after the other. */
  DecodedFiles(List<Path> chunk, Intake intake, Preprocessing preprocessing) {
    long start = System.nanoTime();
    int each = intake.shape().size();
    float[] all = new float[chunk.size() * each];
    for (Path file : chunk) {
      try {
        intake.image(file).copy(all, files.size() * each);
        files.add(file);
      } catch (BadImageException e) {
        bad.add(new Bad(file, e.getMessage()));
      }
    }
    pixels = bad.isEmpty() ? all : Arrays.copyOf(all, files.size() * each);
    preprocessing.apply(pixels, 0, pixels.length);
    nanos = System.nanoTime() - start;
  }

  /** Returns the files that were decoded. */
  List<Path> files() {
    return files;
  }

  /** Returns the files that were not. */
  List<Bad> bad() {
    return bad;
  }

  /** Returns the own array of the images of {@link #files()}. */
  float[] pixels() {
    return pixels;
  }

  /** Returns what it took. */
  long nanos() {
    return nanos;
  }
}
