package dev.pinwheel.nn.layer;

import dev.pinwheel.group.Grid;
import dev.pinwheel.group.Matrix;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.Window;
import java.util.Arrays;

/**
 * The talk's correlations word for word, with points of the plane, matrices and naive loops.
 *
 * <p>Arrays are ordered [images, fields, orientations, pixels] and [fields′, fields, orientations,
 * taps].
 */
final class Reference {
  private final FeatureType in;
  private final PointGroup group;
  private final int fields;
  private final Window window;
  private final int[] size;
  private final Grid pixels;
  private final Grid taps;

  Reference(FeatureType in, int fields, Window window, int... size) {
    this.in = in;
    this.group = in.group();
    this.fields = fields;
    this.window = window;
    this.size = size;
    this.pixels = Grid.of(size);
    this.taps = Grid.of(Arrays.stream(size).map(n -> window.kernel()).toArray());
  }

  /** Counts where the window can stand, one step after the other. */
  static int positions(Window w, int n) {
    int count = 0;
    for (int at = -w.padding();
        at + w.dilation() * (w.kernel() - 1) < n + w.padding();
        at += w.stride()) {
      count++;
    }
    return count;
  }

  /**
   * {@code (k ⋆ f)(x, h) = b + Σ_y Σ_c k(h⁻¹(y − x), h⁻¹c) f(y, c)}; with sign −1 the convolution
   * {@code Σ k(h⁻¹(x − y), h⁻¹c) f(y, c)}.
   */
  double[] correlate(int sign, double[] k, double[] b, double[] f, int images) {
    int m = in.orientations();
    Kernel free =
        (o, i, c, point) -> {
          int tap = tapAt(point);
          return tap < 0 ? 0 : k[((o * in.fields() + i) * m + c) * taps.points() + tap];
        };
    return correlate(sign, free, b, f, images);
  }

  /** A kernel as a function of output field, input field, coset and a point of space. */
  interface Kernel {
    double at(int o, int i, int c, double[] point);
  }

  /** The same with any kernel, which is seen through the window's taps. */
  double[] correlate(int sign, Kernel k, double[] b, double[] f, int images) {
    int[] outSize = Arrays.stream(size).map(n -> positions(window, n)).toArray();
    int points = Arrays.stream(outSize).reduce(1, (p, q) -> p * q);
    int m = in.orientations();
    double[] result = new double[images * fields * group.order() * points];
    for (int h = 0; h < group.order(); h++) {
      Matrix inverse = group.matrix(h).transpose();
      for (int x = 0; x < points; x++) {
        double[] centre = centre(x, outSize);
        for (int n = 0; n < images; n++) {
          for (int o = 0; o < fields; o++) {
            result[((n * fields + o) * group.order() + h) * points + x] = b[o];
          }
        }
        for (int y = 0; y < pixels.points(); y++) {
          double[] difference = pixels.coordinates(y);
          for (int i = 0; i < difference.length; i++) {
            difference[i] = sign * (difference[i] - centre[i]) / window.dilation();
          }
          boolean seen = tapAt(difference) >= 0;
          double[] point = inverse.apply(difference);
          for (int c = 0; seen && c < m; c++) {
            int from = inverseOnCoset(h, c);
            for (int o = 0; o < fields; o++) {
              for (int i = 0; i < in.fields(); i++) {
                double value = k.at(o, i, from, point);
                for (int n = 0; n < images; n++) {
                  result[((n * fields + o) * group.order() + h) * points + x] +=
                      value * f[((n * in.fields() + i) * m + c) * pixels.points() + y];
                }
              }
            }
          }
        }
      }
    }
    return result;
  }

  /** The point of space under the middle of the window at its x-th position. */
  private double[] centre(int x, int[] outSize) {
    double[] centre = new double[size.length];
    int rest = x;
    for (int axis = size.length - 1; axis >= 0; axis--) {
      int i = rest % outSize[axis];
      rest /= outSize[axis];
      double middle =
          i * window.stride()
              - window.padding()
              + window.dilation() * (window.kernel() - 1) / 2.0
              - (size[axis] - 1) / 2.0;
      int coordinate = size.length - 1 - axis;
      centre[coordinate] = coordinate == 1 ? -middle : middle;
    }
    return centre;
  }

  private int tapAt(double[] point) {
    for (int t = 0; t < taps.points(); t++) {
      double[] at = taps.coordinates(t);
      double distance = 0;
      for (int i = 0; i < at.length; i++) {
        distance = Math.max(distance, Math.abs(at[i] - point[i]));
      }
      if (distance < 1e-9) {
        return t;
      }
    }
    return -1;
  }

  /** The coset h⁻¹c, found by asking of every coset whether it is the one. */
  private int inverseOnCoset(int h, int c) {
    Matrix moved = group.matrix(h).transpose().times(matrixOf(c));
    for (int other = 0; other < in.orientations(); other++) {
      Matrix step = matrixOf(other).transpose().times(moved);
      if (in.cosets().subgroup().contains(group.indexOf(step).orElseThrow())) {
        return other;
      }
    }
    throw new AssertionError("h⁻¹c is no coset");
  }

  private Matrix matrixOf(int coset) {
    return group.matrix(in.cosets().representative(coset));
  }
}
