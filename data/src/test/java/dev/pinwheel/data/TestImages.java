package dev.pinwheel.data;

import java.util.Random;

/** Sets made for tests. */
public final class TestImages {
  private TestImages() {}

  /** Images of random 8-bit levels; label i mod classes. */
  public static LabelledImages random(String name, ImageShape shape, int count, long seed) {
    Random random = new Random(seed);
    LabelledImages.Builder set = LabelledImages.builder(name, shape, 10);
    byte[] levels = new byte[shape.size()];
    for (int i = 0; i < count; i++) {
      random.nextBytes(levels);
      set.add(levels, 0, i % 10);
    }
    return set.build();
  }
}
