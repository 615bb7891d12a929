package dev.pinwheel.nn;

import dev.pinwheel.nn.feature.Sizes;
import dev.pinwheel.nn.layer.Sequential;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Refuses a net in which a layer breaks the size rule, and says at which sizes none would. */
final class SizeGuard {
  private SizeGuard() {}

  static void require(Sequential root, int[] inputSize) {
    LayerSite.walk(
        root,
        inputSize,
        site ->
            SizeRule.violation(site.layer(), site.inputSize())
                .ifPresent(
                    why -> {
                      throw new SizeRuleException(
                          "layer "
                              + site.name()
                              + ": "
                              + why
                              + "; image sizes that work for the whole net: "
                              + nearest(root, inputSize)
                              + " (now "
                              + Sizes.format(inputSize)
                              + ")");
                    }));
  }

  /** The next smaller and the next larger size; an axis that works already stays. */
  private static String nearest(Sequential root, int[] inputSize) {
    List<String> found = new ArrayList<>();
    for (int step : new int[] {-1, 1}) {
      int[] size = inputSize.clone();
      Arrays.setAll(size, axis -> nearest(root, inputSize, axis, step));
      if (Arrays.stream(size).allMatch(n -> n > 0)) {
        boolean square = isUniform(inputSize) && isUniform(size);
        found.add(square ? Integer.toString(size[0]) : Sizes.format(size));
      }
    }
    return found.isEmpty() ? "none within " + SizeRule.SEARCH : String.join(" and ", found);
  }

  /** The nearest size of one axis in one direction, or 0. */
  private static int nearest(Sequential root, int[] inputSize, int axis, int step) {
    int now = inputSize[axis];
    for (int n = now; n > 0 && Math.abs(n - now) < SizeRule.SEARCH; n += step) {
      if (works(root, inputSize, axis, n)) {
        return n;
      }
    }
    return 0;
  }

  /** Whether every layer keeps the rule along one axis; windows slide along each by itself. */
  private static boolean works(Sequential root, int[] inputSize, int axis, int n) {
    int[] size = inputSize.clone();
    // The other axes get it too: they would be in the way where branches no longer fit together.
    Arrays.fill(size, n);
    try {
      return LayerSite.walk(root, size).stream()
          .noneMatch(s -> SizeRule.isBroken(s.layer(), axis, s.inputSize()[axis]));
    } catch (IllegalArgumentException tooSmall) {
      return false;
    }
  }

  private static boolean isUniform(int[] size) {
    return Arrays.stream(size).allMatch(n -> n == size[0]);
  }
}
