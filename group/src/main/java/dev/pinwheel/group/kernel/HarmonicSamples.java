package dev.pinwheel.group.kernel;

import dev.pinwheel.group.Grid;
import dev.pinwheel.group.Matrix;
import dev.pinwheel.group.PointGroup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The samples of {@link HarmonicKernels}' functions on the taps.
 *
 * <p>All are the window times a polynomial in z and z̄ with real coefficients whose terms
 * z<sup>a</sup>z̄<sup>b</sup> have a − b = m modulo 4. So samples turn by quarters and flip as
 * z<sup>m</sup> does, digit by digit.
 */
final class HarmonicSamples {
  private final ComplexNumber[] points;
  private final double[] window;
  private final int degree;
  private final List<Harmonic> harmonics = new ArrayList<>();

  /** u_mp on the taps. */
  private static final class Harmonic {
    final int frequency;
    final int profile;
    final ComplexNumber[] values;

    Harmonic(int frequency, int profile, ComplexNumber[] values) {
      this.frequency = frequency;
      this.profile = profile;
      this.values = values;
    }
  }

  HarmonicSamples(Grid taps, int exponent, int degree) {
    // In units of the support's radius, so that powers keep to size.
    double radius = (taps.size(0) + 1) / 2.0;
    this.points = new ComplexNumber[taps.points()];
    this.window = new double[taps.points()];
    this.degree = degree;
    for (int y = 0; y < points.length; y++) {
      double[] x = taps.coordinates(y);
      points[y] = new ComplexNumber(x[0] / radius, x[1] / radius);
      window[y] = Math.pow(Math.max(0, 1 - points[y].square()), exponent);
    }
  }

  /** Adds the first profiles of a frequency. */
  void add(int frequency, int profiles) {
    List<ComplexNumber[]> leaks = leaks(frequency);
    List<ComplexNumber[]> added = new ArrayList<>();
    for (int p = 0; p < profiles; p++) {
      ComplexNumber[] values = windowed(monomial(frequency + p, p));
      // Twice is enough for rounding, too.
      for (int pass = 0; pass < 2; pass++) {
        for (ComplexNumber[] leak : leaks) {
          ComplexNumber[] image = windowed(leak);
          subtract(values, image, dot(values, leak) / dot(image, leak));
        }
        for (ComplexNumber[] other : added) {
          subtract(values, other, dot(values, other) / dot(other, other));
        }
      }
      added.add(values);
      harmonics.add(new Harmonic(frequency, p, values));
    }
  }

  /** m + p·weight for each function. */
  DoubleStream orders(double weight) {
    return harmonics.stream()
        .flatMapToDouble(
            u ->
                DoubleStream.generate(() -> u.frequency + weight * u.profile)
                    .limit(u.frequency > 0 ? 2 : 1));
  }

  /** Monomials that quarter turns cannot tell from the frequency, orthogonal under the window. */
  private List<ComplexNumber[]> leaks(int frequency) {
    List<ComplexNumber[]> leaks = new ArrayList<>();
    for (int a = 0; a <= degree; a++) {
      for (int b = 0; a + b <= degree; b++) {
        if (a - b != frequency && (a - b - frequency) % 4 == 0) {
          ComplexNumber[] leak = monomial(a, b);
          for (ComplexNumber[] other : leaks) {
            ComplexNumber[] image = windowed(other);
            subtract(leak, other, dot(leak, image) / dot(other, image));
          }
          leaks.add(leak);
        }
      }
    }
    return leaks;
  }

  /** z^a z̄^b on the taps. */
  private ComplexNumber[] monomial(int a, int b) {
    return Arrays.stream(points)
        .map(z -> z.power(a).times(z.conjugate().power(b)))
        .toArray(ComplexNumber[]::new);
  }

  private ComplexNumber[] windowed(ComplexNumber[] values) {
    ComplexNumber[] result = new ComplexNumber[values.length];
    Arrays.setAll(result, y -> values[y].times(window[y]));
    return result;
  }

  private static void subtract(ComplexNumber[] values, ComplexNumber[] other, double factor) {
    Arrays.setAll(values, y -> values[y].plus(other[y].times(-factor)));
  }

  /** Σ u v̄, which the flips of the grid make real. */
  private static double dot(ComplexNumber[] u, ComplexNumber[] v) {
    double sum = 0;
    for (int y = 0; y < u.length; y++) {
      sum += u[y].re() * v[y].re() + u[y].im() * v[y].im();
    }
    return sum;
  }

  /** e(h⁻¹y) for all elements, functions and taps; frequency 0 has no imaginary part. */
  double[][][] turned(PointGroup group) {
    double[][][] table = new double[group.order()][][];
    for (int h = 0; h < table.length; h++) {
      List<double[]> functions = new ArrayList<>();
      for (Harmonic harmonic : harmonics) {
        ComplexNumber[] turned = turned(harmonic, group.matrix(h));
        // Adding 0 leaves no -0.
        functions.add(Arrays.stream(turned).mapToDouble(u -> u.re() + 0.0).toArray());
        if (harmonic.frequency > 0) {
          functions.add(Arrays.stream(turned).mapToDouble(u -> u.im() + 0.0).toArray());
        }
      }
      table[h] = functions.toArray(double[][]::new);
    }
    return table;
  }

  /** h maps z to γz, or to γz̄ if it reflects, and so h⁻¹ to γ̄z or γz̄. */
  private static ComplexNumber[] turned(Harmonic harmonic, Matrix h) {
    ComplexNumber gamma = new ComplexNumber(h.get(0, 0), h.get(1, 0));
    boolean reflects = h.get(0, 0) * h.get(1, 1) < h.get(0, 1) * h.get(1, 0);
    ComplexNumber phase = (reflects ? gamma : gamma.conjugate()).power(harmonic.frequency);
    return Arrays.stream(harmonic.values)
        .map(u -> (reflects ? u.conjugate() : u).times(phase))
        .toArray(ComplexNumber[]::new);
  }
}
