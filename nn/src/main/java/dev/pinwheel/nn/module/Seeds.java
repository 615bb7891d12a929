package dev.pinwheel.nn.module;

/** Independent random streams from one seed, so that no state has to be carried or saved. */
public final class Seeds {
  private Seeds() {}

  /**
   * The seed of a numbered stream: the finaliser of SplitMix64 over both numbers.
   *
   * @param seed the run's seed
   * @param streams what the stream is for, for example epoch and step
   * @return a seed that differs from its neighbours' in about half of its bits
   */
  public static long mix(long seed, long... streams) {
    long z = finish(seed);
    for (long s : streams) {
      z = finish(z + 0x9E3779B97F4A7C15L * (s + 1));
    }
    return z;
  }

  private static long finish(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
