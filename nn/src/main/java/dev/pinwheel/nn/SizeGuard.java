package dev.pinwheel.nn;

import dev.pinwheel.nn.feature.Sizes;
import dev.pinwheel.nn.layer.Sequential;
import java.util.Arrays;
import java.util.Optional;

/** Refuses a net in which a layer breaks the size rule, and says at which sizes none would. */
final class SizeGuard {
  private SizeGuard() {}

  static void require(Sequential root, int[] inputSize) {
    for (LayerSite site : LayerSite.walk(root, inputSize)) {
      Optional<String> why = SizeRule.violation(site.layer(), site.inputSize());
      if (why.isPresent()) {
        throw new SizeRuleException(
            "layer "
                + site.name()
                + ": "
                + why.get()
                + "; image sizes that work for the whole net: "
                + SizeRule.nearest(largest(inputSize), n -> works(root, inputSize, n))
                + " (now "
                + Sizes.format(inputSize)
                + ")");
      }
    }
  }

  private static int largest(int[] size) {
    return Arrays.stream(size).max().orElseThrow();
  }

  private static boolean works(Sequential root, int[] inputSize, int n) {
    int[] size = inputSize.clone();
    int change = n - largest(inputSize);
    Arrays.setAll(size, axis -> inputSize[axis] + change);
    if (Arrays.stream(size).anyMatch(s -> s < 1)) {
      return false;
    }
    try {
      return LayerSite.walk(root, size).stream()
          .allMatch(s -> SizeRule.violation(s.layer(), s.inputSize()).isEmpty());
    } catch (IllegalArgumentException tooSmall) {
      return false;
    }
  }
}
