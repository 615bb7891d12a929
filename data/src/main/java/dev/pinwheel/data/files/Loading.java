package dev.pinwheel.data.files;

import dev.pinwheel.data.DataException;
import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.Progress;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Decodes files in parallel, a bounded number at a time, and adds them to sets in order. */
final class Loading {
  private static final int AT_ONCE = 1024;

  private final Intake intake;
  private final List<String> classes;

  Loading(Intake intake, List<String> classes) {
    this.intake = intake;
    this.classes = classes;
  }

  /** Adds every image to the set that its number belongs to. */
  void run(List<Look.Seen> images, IntFunction<LabelledImages.Builder> sets, Progress progress) {
    requireMemory(images);
    try (Progress.Task task =
        progress.begin("reading images", Progress.Unit.ITEMS, images.size())) {
      for (int start = 0; start < images.size(); start += AT_ONCE) {
        int first = start;
        int count = Math.min(AT_ONCE, images.size() - start);
        PixelImage[] decoded = new PixelImage[count];
        IntStream.range(0, count)
            .parallel()
            .forEach(
                i -> {
                  decoded[i] = image(images.get(first + i));
                  task.advance(1);
                });
        for (int i = 0; i < count; i++) {
          Listing.Entry entry = images.get(start + i).entry();
          LabelledImages.Builder set = sets.apply(start + i);
          decoded[i].addTo(set, classes.indexOf(entry.label()));
          set.from(entry.where());
        }
      }
    }
  }

  private PixelImage image(Look.Seen seen) {
    try {
      return intake.image(seen.entry().file());
    } catch (BadImageException e) {
      throw new DataException(seen.entry().where() + " " + e.getMessage(), e);
    }
  }

  private void requireMemory(List<Look.Seen> images) {
    long values = 0;
    for (Look.Seen image : images) {
      values += image.depth() == PixelImage.Depth.DEEP ? Float.BYTES : 1;
    }
    long bytes = values * intake.shape().size();
    long most = Runtime.getRuntime().maxMemory();
    if (bytes > most * 3 / 4) {
      throw new DataException(
          "%,d images of %s take %,d MiB and Java has %,d: take smaller ones with --resize, or give it more with PINWHEEL_JAVA_OPTS=-Xmx16g"
              .formatted(images.size(), intake.shape(), bytes >> 20, most >> 20));
    }
  }
}
