package dev.pinwheel.data;

/** An image in memory, in the form in which it came; pixels are read as floats in [0, 1]. */
sealed interface StoredImage {
  /** Writes all pixels into an array, from an offset on. */
  void copy(float[] target, int offset);

  /** Returns a pixel by its place in the image. */
  float at(int place);

  /** An image of floats, which is kept. */
  final class Floats implements StoredImage {
    private final float[] pixels;

    Floats(float[] pixels) {
      this.pixels = pixels;
    }

    @Override
    public void copy(float[] target, int offset) {
      System.arraycopy(pixels, 0, target, offset, pixels.length);
    }

    @Override
    public float at(int place) {
      return pixels[place];
    }
  }

  /** An image of 8-bit levels, which is kept: a quarter of the memory. */
  final class Levels implements StoredImage {
    private static final float[] VALUES = new float[256];

    private final byte[] levels;

    static {
      for (int b = 0; b < VALUES.length; b++) {
        VALUES[b] = b / 255f;
      }
    }

    Levels(byte[] levels) {
      this.levels = levels;
    }

    @Override
    public void copy(float[] target, int offset) {
      for (int i = 0; i < levels.length; i++) {
        target[offset + i] = VALUES[levels[i] & 0xff];
      }
    }

    @Override
    public float at(int place) {
      return VALUES[levels[place] & 0xff];
    }
  }
}
