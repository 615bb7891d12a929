package dev.pinwheel.data;

/**
 * A stream of random numbers that belongs to a (seed, epoch, index): who asks first, or on which
 * thread, changes nothing.
 *
 * <p>With SplitMix64's finaliser {@code mix} and γ = 0x9E3779B97F4A7C15, all modulo 2⁶⁴, the state
 * starts at {@code mix(mix(mix(seed + γ) ^ epoch) ^ index)}; each draw adds γ to the state and
 * returns {@code mix(state)}. {@code mix(z)}: z = (z ^ z≫30)·0xBF58476D1CE4E5B9, z = (z ^
 * z≫27)·0x94D049BB133111EB, z ^ z≫31.
 */
public final class CounterRandom {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  /**
   * Starts the stream of a counter.
   *
   * @param seed the run's seed
   * @param epoch the epoch
   * @param index the image, or any other third counter
   */
  public CounterRandom(long seed, long epoch, long index) {
    state = mix(mix(mix(seed + GAMMA) ^ epoch) ^ index);
  }

  /**
   * Draws 64 bits.
   *
   * @return the next number, uniform on all longs
   */
  public long nextLong() {
    state += GAMMA;
    return mix(state);
  }

  /**
   * Draws a fraction.
   *
   * @return {@code (nextLong() >>> 11)·2⁻⁵³}, uniform on [0, 1)
   */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1p-53;
  }

  private static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
