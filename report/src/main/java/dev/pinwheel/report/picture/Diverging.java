package dev.pinwheel.report.picture;

/** Colours from blue over white to red. */
final class Diverging {
  /** From −1 to 1 in equal steps: the scheme RdBu of C. Brewer's, safe for the colour-blind. */
  private static final int[] SCHEME = {
    0x053061, 0x2166ac, 0x4393c3, 0x92c5de, 0xd1e5f0, 0xf7f7f7, 0xfddbc7, 0xf4a582, 0xd6604d,
    0xb2182b, 0x67001f
  };

  private Diverging() {}

  /** The colour of a number; numbers beyond [−1, 1] have the outermost colours. */
  static int colour(double value) {
    double place = (Math.max(-1, Math.min(1, value)) + 1) / 2 * (SCHEME.length - 1);
    int below = Math.min((int) place, SCHEME.length - 2);
    return blend(SCHEME[below], SCHEME[below + 1], place - below);
  }

  private static int blend(int from, int to, double share) {
    int colour = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int a = from >> shift & 0xFF;
      int b = to >> shift & 0xFF;
      colour |= (int) Math.round(a + share * (b - a)) << shift;
    }
    return colour;
  }
}
