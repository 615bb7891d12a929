package dev.pinwheel.train.compare;

import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.Shuffle;
import java.util.Arrays;

/**
 * Fractions of a set: of each class the same fraction, at least one image. With one seed a smaller
 * fraction is a part of a larger one.
 */
final class Fractions {
  private Fractions() {}

  static LabelledImages of(LabelledImages images, double fraction, long seed) {
    if (fraction == 1) {
      return images;
    }
    int[] left = images.classCounts();
    for (int c = 0; c < left.length; c++) {
      left[c] = (int) Math.min(left[c], Math.max(1, Math.round(fraction * left[c])));
    }
    int[] chosen = new int[Arrays.stream(left).sum()];
    int count = 0;
    for (int index : Shuffle.permutation(images.count(), seed)) {
      if (left[images.label(index)]-- > 0) {
        chosen[count++] = index;
      }
    }
    Arrays.sort(chosen);
    return images.subset(images.name() + "/" + fraction, chosen);
  }
}
