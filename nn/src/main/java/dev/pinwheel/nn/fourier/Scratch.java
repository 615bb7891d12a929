package dev.pinwheel.nn.fourier;

import dev.pinwheel.group.fourier.FourierTransform;
import java.util.List;

/** A thread's memory for what is computed on the way. It grows and is used again. */
final class Scratch {
  /** Long enough for vector instructions; all slots together stay in a core's first cache. */
  private static final int RUN = 1024;

  private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

  private float[] pixels = new float[0];
  private float[] lines = new float[0];
  private float[][] strips = new float[0][0];
  private float[][] slots = new float[0][0];

  private Scratch() {}

  static Scratch get() {
    return OF_THREAD.get();
  }

  /** For pixels as they lie in a map. */
  float[] pixels(int size) {
    if (pixels.length < size) {
      pixels = new float[size];
    }
    return pixels;
  }

  /** For a block's values of some rows. */
  float[] lines(int size) {
    if (lines.length < size) {
      lines = new float[size];
    }
    return lines;
  }

  /** An array for each slot, for what rows see of a map. */
  float[][] strips(int count, int size) {
    strips = atLeast(strips, count, size);
    return strips;
  }

  /** An array for each slot, for what is transformed. */
  float[][] slots(int count, int size) {
    slots = atLeast(slots, count, size);
    return slots;
  }

  private static float[][] atLeast(float[][] arrays, int count, int size) {
    return arrays.length < count || arrays[0].length < size
        ? new float[Math.max(count, arrays.length)][size]
        : arrays;
  }

  /** How many pieces of so many numbers are transformed at once. */
  static int together(int length) {
    return Math.max(1, RUN / length);
  }

  static void transform(FourierTransform transform, float[][] slots, int length) {
    for (FourierTransform.Butterfly b : transform.butterflies()) {
      butterfly(slots[b.first()], slots[b.second()], length);
    }
  }

  static void transformTransposed(FourierTransform transform, float[][] slots, int length) {
    List<FourierTransform.Butterfly> butterflies = transform.butterflies();
    for (int i = butterflies.size() - 1; i >= 0; i--) {
      butterfly(slots[butterflies.get(i).first()], slots[butterflies.get(i).second()], length);
    }
  }

  /** In this form, without offsets, Java's compiler makes vector instructions of it. */
  private static void butterfly(float[] a, float[] b, int length) {
    for (int i = 0; i < length; i++) {
      float x = a[i];
      float y = b[i];
      a[i] = x + y;
      b[i] = x - y;
    }
  }
}
