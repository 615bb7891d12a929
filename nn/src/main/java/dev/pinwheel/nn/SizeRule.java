package dev.pinwheel.nn;

import dev.pinwheel.group.Matrix;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.feature.Sizes;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * When a sliding window commutes with a group that moves the pixel grid.
 *
 * <p>On an axis that some element reverses, the window's positions must lie symmetrically: with n
 * rows {@code (n + 2·padding − dilation·(kernel − 1) − 1) mod stride = 0}. Axes that some element
 * swaps must have one size. Zero is the only remainder that a reversal maps to itself, so the rule
 * is necessary too.
 *
 * <p>Elements that turn by angles off the grid, such as 45°, ask for the same symmetry on every
 * axis they move: otherwise a map's centre, about which they turn it, is not the image's.
 */
public final class SizeRule {
  /** How far from a size that does not work others are looked for. */
  static final int SEARCH = 64;

  private SizeRule() {}

  /**
   * Checks one layer at one size.
   *
   * @param layer the layer
   * @param size its input's spatial size
   * @return what is wrong and which sizes near would do, or nothing
   */
  public static Optional<String> violation(Layer layer, int... size) {
    for (int axis = 0; axis < size.length; axis++) {
      if (isBroken(layer, axis, size[axis])) {
        Window w = layer.window().orElseThrow();
        return Optional.of(
            w
                + " on "
                + Sizes.format(size)
                + " leaves "
                + w.remainder(size[axis])
                + " of "
                + size[axis]
                + " rows unseen at one end, which "
                + layer.input().group()
                + " would move to the other; sizes that work here: "
                + nearest(size[axis], n -> w.fits(n) && w.remainder(n) == 0));
      }
    }
    return Optional.empty();
  }

  /**
   * Whether a layer breaks the rule along an axis of n rows; a window that does not fit does not.
   */
  static boolean isBroken(Layer layer, int axis, int n) {
    PointGroup group = layer.input().group();
    return layer.window().filter(w -> w.fits(n) && w.remainder(n) != 0).isPresent()
        && isMoved(group, axis);
  }

  /**
   * Checks that the group maps images of a size onto themselves.
   *
   * @param group the group
   * @param size the spatial size
   * @return what is wrong, or nothing
   */
  public static Optional<String> shapeViolation(PointGroup group, int... size) {
    if (size.length != group.dimension()) {
      return Optional.of(
          group + " acts on " + group.dimension() + " axes, not on a size " + Sizes.format(size));
    }
    for (int a = 0; a < size.length; a++) {
      for (int b = 0; b < a; b++) {
        if (size[a] != size[b] && isSwapped(group, a, b)) {
          return Optional.of(
              group
                  + " swaps axes, so they must be of one size: "
                  + Sizes.format(size)
                  + " is not square; crop or pad the images");
        }
      }
    }
    return Optional.empty();
  }

  /** The sizes nearest to n, below and above, that fulfil a condition. */
  static String nearest(int n, IntPredicate works) {
    List<String> found = new ArrayList<>();
    for (int below = n - 1; below > 0 && below > n - SEARCH; below--) {
      if (works.test(below)) {
        found.add(Integer.toString(below));
        break;
      }
    }
    for (int above = n + 1; above < n + SEARCH; above++) {
      if (works.test(above)) {
        found.add(Integer.toString(above));
        break;
      }
    }
    return found.isEmpty() ? "none within " + SEARCH : String.join(" and ", found);
  }

  /** Whether some element reverses an axis, or turns it by an angle off the grid. */
  private static boolean isMoved(PointGroup group, int axis) {
    int coordinate = group.dimension() - 1 - axis;
    for (int g = 0; g < group.order(); g++) {
      Matrix m = group.matrix(g);
      for (int j = 0; j < m.columns(); j++) {
        double entry = m.get(coordinate, j);
        boolean offGrid = entry != 0 && Math.abs(entry) != 1;
        if (offGrid || relativeSign(m, coordinate, j) < 0) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * The sign with which index axes follow each other: the second coordinate runs against its axis.
   */
  private static double relativeSign(Matrix m, int i, int j) {
    return m.get(i, j) * (i == 1 ? -1 : 1) * (j == 1 ? -1 : 1);
  }

  /** Whether some element that maps pixels onto pixels exchanges two axes. */
  private static boolean isSwapped(PointGroup group, int a, int b) {
    int i = group.dimension() - 1 - a;
    int j = group.dimension() - 1 - b;
    for (int g : group.gridSubgroup().elements()) {
      if (group.matrix(g).get(i, j) != 0) {
        return true;
      }
    }
    return false;
  }
}
