package dev.pinwheel.nn.feature;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How spatial sizes are printed. */
public final class Sizes {
  private Sizes() {}

  /**
   * A size as a person writes it.
   *
   * @param size one number per spatial axis
   * @return for example {@code 28×28}
   */
  public static String format(int... size) {
    return Arrays.stream(size).mapToObj(Integer::toString).collect(Collectors.joining("×"));
  }

  /**
   * The number of pixels.
   *
   * @param size one number per spatial axis
   * @return their product
   */
  public static long pixels(int... size) {
    return Arrays.stream(size).asLongStream().reduce(1, Math::multiplyExact);
  }
}
